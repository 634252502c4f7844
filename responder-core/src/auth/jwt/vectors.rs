//! The JWS and JWK vectors of Project Wycheproof, from the folder that `RESPONDER_VECTORS` names.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::key::Verifier;
use super::{JwtAlgorithm, JwtKeys, KeyError, jwk};
use crate::secret::SecretKey;

/// Where we differ, with the reason.
fn exception(comment: &str, key: &Value) -> Option<&'static str> {
    let algorithms = key.to_string();
    match comment {
        "rejectsKeyWithRocaVulnerability" => Some("a key that was generated badly looks like any other"),
        "invalidBase64Padding" | "invalidBase64PaddingInPayload" => {
            Some("the padding is not in it: it is ValidMac once more")
        }
        "InvalidCharacterInsertedInHeader" | "InvalidCharacterInsertedInPayload" => {
            Some("a character that is none of base64url is not passed over")
        }
        "Figure20" if algorithms.contains("PS256") => Some("the key says PS256, and the token PS384"),
        _ if algorithms.contains("ES521") => Some("P-521 is not supported"),
        _ => None,
    }
}

/// The keys of a set. The secret of one group is nothing but zeros, which no program could start with.
fn verifiers(set: &Value) -> Result<Vec<Verifier>, KeyError> {
    let key = &set["keys"][0];
    if key["k"].as_str().is_some_and(|secret| secret.len() > 40 && secret.bytes().all(|byte| byte == b'A')) {
        let mut verifier = Verifier::secret(JwtAlgorithm::HS256, &SecretKey::unchecked(&[0; 32]))?;
        verifier.id = key["kid"].as_str().map(str::to_owned);
        return Ok(vec![verifier]);
    }
    jwk::verifiers(&set.to_string())
}

/// The vectors in this file; `None` where there are none to run.
fn read(file: &str) -> Option<Value> {
    let Some(folder) = std::env::var_os("RESPONDER_VECTORS") else {
        println!("skipped: RESPONDER_VECTORS names no folder");
        return None;
    };
    let text = std::fs::read_to_string(PathBuf::from(folder).join(file)).unwrap();
    Some(serde_json::from_str(&text).unwrap())
}

fn run(file: &str) {
    let Some(vectors) = read(file) else { return };
    let (mut equal, mut excepted) = (0, 0);
    for group in vectors["testGroups"].as_array().unwrap() {
        let key = if group["public"].is_null() { &group["private"] } else { &group["public"] };
        let set = if key["keys"].is_null() { json!({ "keys": [key] }) } else { key.clone() };
        for test in group["tests"].as_array().unwrap() {
            // The others are encrypted tokens, which are not for authentication.
            let Some(token) = test["jws"].as_str() else { continue };
            let accepted = verifiers(&set)
                .and_then(|keys| JwtKeys::of(keys, None))
                .is_ok_and(|keys| keys.current().open(token).is_ok());
            if accepted == (test["result"] == "valid") {
                equal += 1;
            } else if let Some(reason) = exception(test["comment"].as_str().unwrap(), key) {
                println!("{} {}: {reason}", test["tcId"], test["comment"]);
                excepted += 1;
            } else {
                panic!("{file} {}: {}", test["tcId"], test["comment"]);
            }
        }
    }
    println!("{file}: {equal} equal, {excepted} excepted");
}

#[test]
fn signatures_are_judged_as_wycheproof_does() {
    run("json_web_signature_test.json");
}

#[test]
fn keys_are_judged_as_wycheproof_does() {
    run("json_web_key_test.json");
}

#[test]
fn both_together_are_judged_as_wycheproof_does() {
    run("json_web_crypto_test.json");
}

fn bytes(test: &Value, name: &str) -> Vec<u8> {
    let hex = test[name].as_str().unwrap().as_bytes();
    hex.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

/// A MAC that was cut short is none in a token (RFC 7518 section 3.2), and a short secret is no key: both are
/// refused, whatever the vector says.
fn run_hmac(algorithm: JwtAlgorithm, file: &str, bits: u64) {
    let Some(vectors) = read(file) else { return };
    let (mut equal, mut short, mut cut) = (0, 0, 0);
    for group in vectors["testGroups"].as_array().unwrap() {
        for test in group["tests"].as_array().unwrap() {
            let verifier = Verifier::secret(algorithm, &SecretKey::unchecked(&bytes(test, "key")));
            if group["keySize"].as_u64().unwrap() < bits {
                assert!(verifier.is_err(), "{file} {}: a key of {} bits", test["tcId"], group["keySize"]);
                short += 1;
                continue;
            }
            let accepted = verifier.unwrap().accepts(&bytes(test, "msg"), &bytes(test, "tag"));
            if group["tagSize"].as_u64().unwrap() < bits {
                assert!(!accepted, "{file} {}: a tag of {} bits", test["tcId"], group["tagSize"]);
                cut += 1;
                continue;
            }
            assert_eq!(accepted, test["result"] == "valid", "{file} {}: {}", test["tcId"], test["comment"]);
            equal += 1;
        }
    }
    println!("{file}: {equal} equal; refused by our rules: {short} short keys, {cut} MACs cut short");
}

#[test]
fn macs_are_judged_as_wycheproof_does() {
    run_hmac(JwtAlgorithm::HS256, "hmac_sha256_test.json", 256);
    run_hmac(JwtAlgorithm::HS384, "hmac_sha384_test.json", 384);
    run_hmac(JwtAlgorithm::HS512, "hmac_sha512_test.json", 512);
}

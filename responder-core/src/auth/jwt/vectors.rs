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

fn run(file: &str) {
    let Some(folder) = std::env::var_os("RESPONDER_VECTORS") else {
        println!("skipped: RESPONDER_VECTORS names no folder");
        return;
    };
    let text = std::fs::read_to_string(PathBuf::from(folder).join(file)).unwrap();
    let vectors: Value = serde_json::from_str(&text).unwrap();
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

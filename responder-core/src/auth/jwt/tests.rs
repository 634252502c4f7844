use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::hmac;
use serde_json::json;

use super::*;

const SECRET: &str = "a secret that has at least 32 bytes";
const NOW: u64 = 1_800_000_000;

/// A token with exactly these texts as header and payload, signed with HMAC-SHA256.
fn token(header: impl AsRef<[u8]>, payload: &str, secret: &str) -> String {
    let message = format!("{}.{}", BASE64_URL_SAFE_NO_PAD.encode(header), BASE64_URL_SAFE_NO_PAD.encode(payload));
    let signature = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()), message.as_bytes());
    format!("{message}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature))
}

fn keys() -> JwtKeys {
    JwtKeys::hs256(SECRET).unwrap()
}

fn verify(payload: &str) -> Result<Value, JwtError> {
    keys().verify_at(&token(r#"{"alg":"HS256","typ":"JWT"}"#, payload, SECRET), NOW)
}

#[test]
fn a_good_token_gives_its_claims() {
    assert_eq!(
        verify(r#"{"sub":"ann","exp":1800000001,"x":[1]}"#),
        Ok(json!({"sub":"ann","exp":1_800_000_001u64,"x":[1]}))
    );
}

#[test]
fn a_claim_that_is_missing_or_of_another_type_is_refused() {
    for (payload, claim) in [
        (r#"{"exp":1800000001}"#, "sub"),
        (r#"{"sub":"","exp":1800000001}"#, "sub"),
        (r#"{"sub":7,"exp":1800000001}"#, "sub"),
        (r#"{"sub":null,"exp":1800000001}"#, "sub"),
        (r#"{"sub":"a"}"#, "exp"),
        (r#"{"sub":"a","exp":"1800000001"}"#, "exp"),
        (r#"{"sub":"a","exp":null}"#, "exp"),
        (r#"{"sub":"a","exp":-1}"#, "exp"),
        (r#"{"sub":"a","exp":1e300}"#, "exp"),
        (r#"{"sub":"a","exp":1800000001,"nbf":"1"}"#, "nbf"),
        (r#"{"sub":"a","exp":1800000001,"aud":"x"}"#, "aud"),
        (r#"{"sub":"a","exp":1800000001,"aud":[]}"#, "aud"),
    ] {
        assert_eq!(verify(payload), Err(JwtError::Claim(claim)), "{payload}");
    }
}

#[test]
fn a_token_is_refused_from_the_second_it_expires_and_before_it_is_valid() {
    for payload in [
        r#"{"sub":"a","exp":1800000000}"#,
        r#"{"sub":"a","exp":1}"#,
        r#"{"sub":"a","exp":1800000009,"nbf":1800000001}"#,
        r#"{"sub":"a","exp":1800000009,"iat":1800000001}"#,
    ] {
        assert_eq!(verify(payload), Err(JwtError::Time), "{payload}");
    }
    let lenient = keys().leeway(Duration::from_secs(600));
    let expired = |by: u64| token(r#"{"alg":"HS256"}"#, &format!(r#"{{"sub":"a","exp":{}}}"#, NOW - by), SECRET);
    assert!(lenient.verify_at::<Value>(&expired(59), NOW).is_ok());
    assert_eq!(lenient.verify_at::<Value>(&expired(60), NOW), Err(JwtError::Time), "leeway is 60 s at most");
}

#[test]
fn a_clock_before_1970_and_an_exp_at_the_end_of_time_do_not_panic() {
    let far = token(r#"{"alg":"HS256"}"#, r#"{"sub":"a","exp":18446744073709551615}"#, SECRET);
    assert!(keys().leeway(Duration::from_secs(60)).verify_at::<Value>(&far, 0).is_ok());
}

#[test]
fn algorithm_and_key_are_bound_together() {
    let payload = r#"{"sub":"a","exp":1800000001}"#;
    for header in [
        r#"{"alg":"HS512"}"#,
        r#"{"alg":"none"}"#,
        r#"{"alg":"None"}"#,
        r#"{"alg":"RS256"}"#,
        r#"{"typ":"JWT"}"#,
        r#"{"alg":["HS256"]}"#,
        r#"["HS256"]"#,
        "null",
    ] {
        assert!(keys().verify_at::<Value>(&token(header, payload, SECRET), NOW).is_err(), "{header}");
    }
    let other = token(r#"{"alg":"HS256"}"#, payload, "another secret of at least 32 bytes");
    assert_eq!(keys().verify_at::<Value>(&other, NOW), Err(JwtError::Signature));
    let unsigned = token(r#"{"alg":"HS256"}"#, payload, SECRET);
    let unsigned = &unsigned[..=unsigned.rfind('.').unwrap()];
    assert!(keys().verify_at::<Value>(unsigned, NOW).is_err());
}

#[test]
fn a_critical_extension_is_refused_and_keys_in_the_header_are_ignored() {
    let payload = r#"{"sub":"a","exp":1800000001}"#;
    let with = |header: &str| keys().verify_at::<Value>(&token(header, payload, SECRET), NOW);
    assert_eq!(with(r#"{"alg":"HS256","crit":["exp"]}"#), Err(JwtError::Critical));
    assert_eq!(with(r#"{"alg":"HS256","crit":[]}"#), Err(JwtError::Critical));
    assert_eq!(with(r#"{"alg":"HS256","crit":null}"#), Err(JwtError::Critical));
    assert_eq!(with(r#"{"alg":"HS256","alg":"HS256"}"#), Err(JwtError::Malformed));
    let no_text = token(b"{\"alg\":\"HS256\",\"jku\":\"\xff\"}", payload, SECRET);
    assert_eq!(keys().verify_at::<Value>(&no_text, NOW), Err(JwtError::Malformed));
    assert!(with(r#"{"alg":"HS256","kid":"../../dev/null","jku":"http://127.0.0.1:1/"}"#).is_ok());
}

#[test]
fn a_claim_that_stands_twice_is_refused() {
    assert_eq!(verify(r#"{"sub":"a","sub":"root","exp":1800000001}"#), Err(JwtError::Malformed));
    assert_eq!(verify(r#"{"sub":"a","role":"user","role":"admin","exp":1800000001}"#), Err(JwtError::Malformed));
}

#[test]
fn garbage_is_malformed() {
    for garbage in ["", ".", "..", "...", "a.b", "a.b.c.d", &"a.".repeat(5000), "\u{0}.\u{0}.\u{0}"] {
        assert_eq!(keys().verify_at::<Value>(garbage, NOW), Err(JwtError::Malformed), "{garbage:?}");
    }
    assert_eq!(verify("[]"), Err(JwtError::Malformed));
}

#[test]
fn an_integer_subject_is_a_string_in_the_token_and_an_integer_again_in_the_struct() {
    #[derive(serde::Deserialize, Debug, PartialEq)]
    struct Claims {
        sub: u64,
    }
    let issued = keys().issue_for(&json!({"sub": 7}), Duration::from_secs(60)).unwrap();
    assert_eq!(keys().verify::<Claims>(&issued), Ok(Claims { sub: 7 }));
    assert_eq!(keys().verify::<Value>(&issued).unwrap()["sub"], json!("7"));
    for spelled in ["007", "00", "-0", "+7", "7.0", "7e0", " 7", "0x7", "18446744073709551616"] {
        let payload = format!(r#"{{"sub":"{spelled}","exp":1800000001}}"#);
        let spelled = token(r#"{"alg":"HS256"}"#, &payload, SECRET);
        assert_eq!(keys().verify_at::<Claims>(&spelled, NOW), Err(JwtError::Shape), "two spellings of one user");
    }
}

#[test]
fn a_negative_subject_comes_back_too() {
    #[derive(serde::Serialize, serde::Deserialize, Debug, PartialEq)]
    struct Claims {
        sub: i64,
    }
    let issued = keys().issue_for(&Claims { sub: -5 }, Duration::from_secs(60)).unwrap();
    assert_eq!(keys().verify::<Claims>(&issued), Ok(Claims { sub: -5 }));
}

#[test]
fn a_numeric_subject_can_be_kept_numeric() {
    let keys = keys().numeric_subject();
    let issued = keys.issue_for(&json!({"sub": 7}), Duration::from_secs(60)).unwrap();
    assert_eq!(keys.verify::<Value>(&issued).unwrap()["sub"], json!(7));
}

#[test]
fn configured_issuer_and_audience_are_issued_and_required() {
    let ours = keys().issuer("us").audience("api");
    let issued = ours.issue_for(&json!({"sub": "a"}), Duration::from_secs(60)).unwrap();
    assert!(ours.verify::<Value>(&issued).is_ok());
    assert_eq!(keys().issuer("u").audience("api").verify::<Value>(&issued), Err(JwtError::Claim("iss")));
    assert_eq!(keys().issuer("us").audience("ap").verify::<Value>(&issued), Err(JwtError::Claim("aud")));
    let bare = keys().issue_for(&json!({"sub": "a"}), Duration::from_secs(60)).unwrap();
    assert!(ours.verify::<Value>(&bare).is_err());
}

#[test]
fn claims_that_could_never_be_verified_are_not_issued() {
    assert_eq!(keys().issue(&json!({"sub": "a"})), Err(JwtError::Claim("exp").into()));
    assert_eq!(keys().issue_for(&json!({}), Duration::from_secs(1)), Err(JwtError::Claim("sub").into()));
    assert_eq!(keys().issue(&json!([1])), Err(JwtError::Shape.into()));
}

proptest::proptest! {
    #[test]
    fn no_text_is_a_token_unless_it_was_issued(text in "\\PC{0,40}|[A-Za-z0-9_-]{0,30}(\\.[A-Za-z0-9_-]{0,30}){0,3}") {
        proptest::prop_assert!(keys().verify::<Value>(&text).is_err());
    }

    /// Known or not: the second of these keys has verified the good token before.
    #[test]
    fn no_edit_of_a_token_is_accepted(place in proptest::prelude::any::<proptest::sample::Index>(), other in "[A-Za-z0-9_.-]") {
        let known = keys();
        let good = known.issue_for(&json!({ "sub": "ann" }), Duration::from_secs(60)).unwrap();
        known.verify::<Value>(&good).unwrap();
        let at = place.index(good.len());
        let mut edited = good.clone();
        edited.replace_range(at..=at, &other);
        for keys in [keys(), known] {
            proptest::prop_assert_eq!(keys.verify::<Value>(&edited).is_ok(), edited == good, "{}", edited);
        }
    }
}

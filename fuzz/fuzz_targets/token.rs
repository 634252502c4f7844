//! Whatever a token is: only what was issued here is accepted, remembered or not.
#![no_main]

use std::sync::OnceLock;
use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use responder::JwtKeys;
use responder_fuzz::edited;
use serde_json::{Value, json};

struct Issuer {
    keys: JwtKeys,
    good: String,
}

fn issuer() -> &'static Issuer {
    static ISSUER: OnceLock<Issuer> = OnceLock::new();
    ISSUER.get_or_init(|| {
        let keys = JwtKeys::hs256("a secret that is used for fuzzing only").expect("it is long enough");
        let good = keys.issue_for(&json!({ "sub": "ann" }), Duration::from_secs(1 << 30)).expect("a token");
        assert!(keys.verify::<Value>(&good).is_ok());
        Issuer { keys, good }
    })
}

fuzz_target!(|input: &[u8]| {
    let Issuer { keys, good } = issuer();
    let token = edited(good, input);
    let Ok(token) = std::str::from_utf8(&token) else { return };
    assert_eq!(keys.verify::<Value>(token).is_ok(), token == good, "{token}");
});

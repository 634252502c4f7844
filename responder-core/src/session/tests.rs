use std::time::Duration;

use serde_json::json;

use super::cookie::Identity;
use super::*;

fn sessions() -> Sessions {
    Sessions::signed("a secret that has at least 32 bytes").unwrap()
}

fn data() -> Map<String, Value> {
    json!({"user": "ann"}).as_object().unwrap().clone()
}

/// The cookie value that `sessions` would send.
fn sealed(sessions: &Sessions, now: u64) -> String {
    let cookie = sessions.seal(&Identity::new(now), &data()).unwrap();
    let header = format!("{cookie:?}");
    let start = header.find("ey").unwrap();
    header[start..].chars().take_while(|c| c.is_ascii_alphanumeric() || "-_.".contains(*c)).collect()
}

#[test]
fn what_was_sealed_is_opened_until_its_time_is_over() {
    let sessions = sessions().max_age(Duration::from_secs(60));
    let value = sealed(&sessions, 1_000);
    assert_eq!(sessions.unseal(&value, 1_059).unwrap().1, data());
    assert!(sessions.unseal(&value, 1_060).is_none());
}

#[test]
fn no_change_of_a_byte_is_accepted() {
    let sessions = sessions();
    let value = sealed(&sessions, 1_000);
    for index in 0..value.len() {
        let mut changed = value.clone().into_bytes();
        changed[index] = if changed[index] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        // The last character of a base64 text can hold unused bits; those must be zero.
        assert!(sessions.unseal(&changed, 1_000).is_none(), "{changed}");
    }
    for garbage in ["", ".", "a.b", &value[..value.len() - 1], &format!("{value}x"), &format!("{value}.x")] {
        assert!(sessions.unseal(garbage, 1_000).is_none(), "{garbage}");
    }
}

#[test]
fn a_cookie_is_bound_to_its_name_and_its_secret() {
    let value = sealed(&sessions(), 1_000);
    assert!(sessions().cookie("other").unwrap().unseal(&value, 1_000).is_none());
    assert!(Sessions::signed("another secret of at least 32 bytes").unwrap().unseal(&value, 1_000).is_none());
}

#[test]
fn a_revoked_session_is_refused_in_every_cookie_of_it() {
    let sessions = sessions();
    let value = sealed(&sessions, 1_000);
    let (identity, _) = sessions.unseal(&value, 1_000).unwrap();
    sessions.revoke(&identity, 1_001);
    assert!(sessions.unseal(&value, 1_002).is_none());
}

#[test]
fn what_does_not_fit_a_cookie_is_not_half_sent() {
    let large = json!({"text": "x".repeat(4_000)}).as_object().unwrap().clone();
    assert!(sessions().seal(&Identity::new(0), &large).is_none());
}

#[test]
fn a_name_that_no_cookie_can_have_is_refused() {
    for name in ["", "my session", "a=b", "a;b", "caf\u{e9}"] {
        assert!(sessions().cookie(name).is_err(), "{name:?}");
    }
    assert!(sessions().cookie("__Host-session").is_ok());
    assert!(sessions().secure(false).cookie("__Host-session").is_err());
}

use std::time::Duration;

use serde_json::json;

use super::config::Keeper;
use super::identity::Identity;
use super::*;
use crate::message::SameSite;

fn sessions() -> Sessions {
    Sessions::signed("a secret that has at least 32 bytes").unwrap()
}

fn data() -> Map<String, Value> {
    json!({"user": "ann"}).as_object().unwrap().clone()
}

/// The cookie value that `sessions` would send for a session that began and was used then.
fn sealed(sessions: &Sessions, born: u64, at: u64) -> String {
    let Keeper::Signed(cookies) = &sessions.config().keeper else { panic!() };
    cookies.seal(sessions.config(), &Identity { at, ..Identity::new(born, born) }, &data()).unwrap()
}

fn unseal(sessions: &Sessions, value: &str, now: u64) -> Option<(Identity, Map<String, Value>)> {
    let Keeper::Signed(cookies) = &sessions.config().keeper else { panic!() };
    cookies.unseal(sessions.config(), value, now)
}

#[test]
fn what_was_sealed_is_opened_until_nobody_has_used_it_for_too_long() {
    let sessions = sessions().max_age(Duration::from_secs(60));
    let value = sealed(&sessions, 1_000, 1_000);
    assert_eq!(unseal(&sessions, &value, 1_060).unwrap().1, data());
    assert!(unseal(&sessions, &value, 1_061).is_none());
}

#[test]
fn a_session_in_use_ends_at_its_greatest_age() {
    let sessions = sessions().max_age(Duration::from_secs(60)).max_lifetime(Duration::from_secs(100));
    let value = sealed(&sessions, 1_000, 1_090);
    let (identity, _) = unseal(&sessions, &value, 1_095).unwrap();
    assert_eq!(identity.lasts(sessions.config(), 1_095), Duration::from_secs(5), "and its cookie says so");
    assert!(unseal(&sessions, &value, 1_101).is_none());
}

#[test]
fn no_change_of_a_byte_is_accepted() {
    let sessions = sessions();
    let value = sealed(&sessions, 1_000, 1_000);
    for index in 0..value.len() {
        let mut changed = value.clone().into_bytes();
        changed[index] = if changed[index] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        // The last character of a base64 text can hold unused bits; those must be zero.
        assert!(unseal(&sessions, &changed, 1_000).is_none(), "{changed}");
    }
    for garbage in ["", ".", "a.b", &value[..value.len() - 1], &format!("{value}x"), &format!("{value}.x")] {
        assert!(unseal(&sessions, garbage, 1_000).is_none(), "{garbage}");
    }
}

proptest::proptest! {
    #[test]
    fn no_text_that_was_not_signed_opens_a_session(value in "[A-Za-z0-9_.=%-]{0,80}|\\PC{0,40}") {
        proptest::prop_assert!(unseal(&sessions(), &value, 1_000).is_none());
    }
}

#[test]
fn a_cookie_is_bound_to_its_name_and_its_secret() {
    let value = sealed(&sessions(), 1_000, 1_000);
    assert!(unseal(&sessions().cookie("other"), &value, 1_000).is_none());
    assert!(unseal(&Sessions::signed("another secret of at least 32 bytes").unwrap(), &value, 1_000).is_none());
}

#[test]
fn an_earlier_secret_still_opens_and_no_longer_signs() {
    let earlier = sealed(&sessions(), 1_000, 1_000);
    let new = "the new secret that has at least 32 bytes";
    let both = Sessions::signed(new).unwrap().accept("a secret that has at least 32 bytes").unwrap();
    assert!(unseal(&both, &earlier, 1_000).is_some());
    let after = Sessions::signed(new).unwrap();
    assert!(unseal(&after, &sealed(&both, 1_000, 1_000), 1_000).is_some(), "signed with the new one");
    assert!(unseal(&after, &earlier, 1_000).is_none());
    assert!(after.accept("short").is_err());
}

#[test]
fn a_revoked_session_is_refused_in_every_cookie_of_it() {
    let sessions = sessions();
    let value = sealed(&sessions, 1_000, 1_000);
    let (identity, _) = unseal(&sessions, &value, 1_000).unwrap();
    let Keeper::Signed(cookies) = &sessions.config().keeper else { panic!() };
    cookies.revoke(sessions.config(), &identity, 1_001);
    assert!(unseal(&sessions, &value, 1_002).is_none());
}

#[test]
fn what_does_not_fit_a_cookie_is_not_half_sent() {
    let large = json!({"text": "x".repeat(4_000)}).as_object().unwrap().clone();
    let sessions = sessions();
    let Keeper::Signed(cookies) = &sessions.config().keeper else { panic!() };
    assert!(cookies.seal(sessions.config(), &Identity::new(0, 0), &large).is_none());
}

#[test]
fn settings_that_do_not_go_together_are_refused() {
    for name in ["", "my session", "a=b", "a;b", "caf\u{e9}"] {
        assert!(sessions().cookie(name).check().is_err(), "{name:?}");
    }
    assert!(sessions().cookie("__Host-session").check().is_ok());
    assert!(sessions().secure(false).cookie("__Host-session").check().is_err());
    assert!(sessions().cookie("__Host-session").secure(false).check().is_err(), "in either order");
    assert!(sessions().same_site(SameSite::None).check().is_ok());
    assert!(sessions().same_site(SameSite::None).secure(false).check().is_err());
    assert!(sessions().max_age(Duration::ZERO).check().is_err());
    assert!(sessions().trust_origin("https://*.example.com").check().is_err());
    assert!(sessions().trust_origin("https://app.example.com").check().is_ok());
}

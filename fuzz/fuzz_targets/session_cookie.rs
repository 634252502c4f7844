//! Whatever a session cookie holds: only what was signed here is a session.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use responder::prelude::*;
use responder_fuzz::{Client, edited};

#[api]
struct Api {
    #[sessions]
    sessions: Sessions,
}

#[get("/login")]
fn login(session: &Session) {
    session.login("ann");
}

#[get("/me")]
fn me(session: &Session) -> String {
    session.user().unwrap_or_default()
}

/// Each client keeps the cookies that it is sent: who logs in is another one than who tries.
fn client() -> Client<Api> {
    Client::new(Api {
        sessions: Sessions::signed("a secret that is used for fuzzing only").expect("it is long enough"),
    })
}

thread_local! {
    static CLIENT: Client<Api> = client();
}

/// A good cookie, which inputs are edits of.
fn good() -> &'static str {
    static GOOD: OnceLock<String> = OnceLock::new();
    GOOD.get_or_init(|| {
        let reply = client().get("/login", "x-none", b"").expect("a reply");
        let cookie = reply.header("set-cookie").expect("a cookie");
        cookie.split(';').next().unwrap_or_default().trim_start_matches("session=").to_owned()
    })
}

fuzz_target!(|input: &[u8]| {
    let value = edited(good(), input);
    let field = [b"session=", value.as_slice()].concat();
    let Some(reply) = CLIENT.with(|client| client.get("/me", "cookie", &field)) else { return };
    assert_eq!(reply.status(), 200);
    // Quotes or spaces around a good value, or a neighbour behind it, are no change of it.
    let is_good = String::from_utf8_lossy(&value).contains(good());
    assert!(is_good || reply.text().is_empty(), "a session that was not signed");
});

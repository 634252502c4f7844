//! How many bytes a session and a remembered token hold, as JSON: `cargo run --release --package peers-parts`.
//!
//! Counted is what was asked of the allocator and not given back, in the thread that asks; the resident memory of a
//! process is too coarse for it.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::time::Duration;

use futures_util::FutureExt;
use responder::prelude::*;
use responder::{JwtAlgorithm, MemoryStore, TestClient};
use serde::{Deserialize, Serialize};

const SECRET: &str = "the secret of a benchmark that is no secret";
const RSA: &str = include_str!("../../../../responder-core/src/auth/jwt/test_keys/rsa.pem");
const P256: &str = include_str!("../../../../responder-core/src/auth/jwt/test_keys/p256.pem");

/// Fewer than fill a store or a list of those that were ended.
const SESSIONS: usize = 90_000;
/// So many have room in the cache.
const TOKENS: usize = 3_000;

thread_local!(static HELD: Cell<isize> = const { Cell::new(0) });

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn count(bytes: usize, sign: isize) {
    HELD.set(HELD.get() + sign * bytes.cast_signed());
}

// SAFETY: `System` does all of it.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size(), 1);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        count(layout.size(), -1);
        unsafe { System.dealloc(memory, layout) }
    }
}

#[api]
struct Api {
    #[sessions]
    sessions: Sessions,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    sub: u64,
    role: &'static str,
}

#[derive(Deserialize)]
struct Read {
    #[expect(dead_code, reason = "it is read")]
    sub: u64,
}

#[post("/login")]
fn login(session: &Session) {
    session.login(json!({ "sub": 1, "role": "admin" }));
}

#[post("/logout")]
fn logout(session: &Session) {
    session.logout();
}

fn send(client: &TestClient<Api>, path: &str) {
    let reply = client.post(path).send().now_or_never().expect("nothing to wait for");
    assert!(reply.status() < 300);
}

/// Bytes for each of so many sessions, and for each of those that were ended again.
fn sessions(sessions: Sessions, ends: bool) -> f64 {
    let client = Api { sessions }.test_client().now_or_never().expect("nothing to wait for");
    let one = |client: &TestClient<Api>| {
        client.set_cookie("session", "");
        send(client, "/login");
        if ends {
            send(client, "/logout");
        }
    };
    one(&client);
    let before = HELD.get();
    (0..SESSIONS).for_each(|_| one(&client));
    (HELD.get() - before) as f64 / SESSIONS as f64
}

/// Bytes that keys hold after so many different tokens.
fn tokens(keys: &JwtKeys, tokens: usize) -> isize {
    let before = HELD.get();
    for sub in 0..tokens {
        let token =
            keys.issue_for(&Claims { sub: sub as u64, role: "admin" }, Duration::from_secs(3600)).expect("a token");
        assert!(keys.verify::<Read>(&token).is_ok());
    }
    HELD.get() - before
}

fn main() -> responder::Result {
    let keys = || JwtKeys::hs256(SECRET);
    let kept = |keys: &JwtKeys| tokens(keys, TOKENS) as f64 / TOKENS as f64;
    let found = json!({
        "a session in `MemoryStore`": sessions(Sessions::stored(MemoryStore::new()), false),
        "a session in a signed cookie": sessions(Sessions::signed(SECRET)?, false),
        "a session in a signed cookie that was ended, as long as the cookie would be valid": sessions(Sessions::signed(SECRET)?, true),
        "a remembered token, HS256": kept(&keys()?),
        "a remembered token, RS256": kept(&JwtKeys::private_pem(JwtAlgorithm::RS256, RSA)?),
        "a remembered token, ES256": kept(&JwtKeys::private_pem(JwtAlgorithm::ES256, P256)?),
        "all remembered tokens after 100,000 (HS256)": tokens(&keys()?, 100_000),
    });
    println!("{found}");
    Ok(())
}

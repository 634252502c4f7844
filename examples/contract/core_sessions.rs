//! Everything that can be done with a session, in a signed cookie of its own name.

use std::time::Duration;

use responder::SameSite;
use responder::prelude::*;
use serde_json::Map;

#[api]
pub struct Api {
    #[sessions]
    sessions: Sessions,
}

pub fn api() -> responder::Result<Api> {
    let sessions = Sessions::signed("0123456789abcdef0123456789abcdef")?
        .cookie("sid")
        .same_site(SameSite::Strict)
        .max_age(Duration::from_secs(600))
        .secure(false);
    Ok(Api { sessions })
}

fn shown(session: &Session) -> Value {
    json!({ "session": session.all() })
}

#[route("/set/{key}/{value}")]
fn set(session: &Session, key: &str, value: &str) -> Value {
    session.set(key, value);
    shown(session)
}

#[route("/get")]
fn get(session: &Session) -> Value {
    shown(session)
}

/// There is one `Session` for reading and for writing.
#[route("/via-resp/{value}")]
fn via_resp(session: &Session, value: &str) -> Value {
    session.set("v", value);
    json!({ "req": session.all() })
}

#[post("/replace")]
fn replace(session: &Session, #[body] data: Map<String, Value>) -> Value {
    session.replace(data);
    json!({ "ok": true })
}

#[route("/pop/{key}")]
fn pop(session: &Session, key: &str) -> Value {
    json!({ "popped": session.remove(key) })
}

#[route("/clear")]
fn clear(session: &Session) -> Value {
    session.clear();
    json!({ "ok": true })
}

#[route("/untouched")]
fn untouched() -> Value {
    json!({ "ok": true })
}

#[route("/fail")]
fn fail(session: &Session) {
    session.set("lost", true);
    panic!("an unhandled error");
}

#[route("/abort")]
fn refuse(session: &Session) -> Problem {
    session.set("kept", true);
    abort(409).detail("conflict")
}

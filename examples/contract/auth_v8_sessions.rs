//! Sessions on the server, with a login that leads on to where the visitor wanted to go.

use std::time::Duration;

use responder::MemoryStore;
use responder::prelude::*;
use serde_json::Map;

use crate::login::Credentials;

#[api]
pub struct Api {
    #[sessions]
    sessions: Sessions,
}

pub fn api() -> Api {
    let sessions = Sessions::stored(MemoryStore::new()).cookie("responder_session");
    Api { sessions: sessions.max_age(Duration::from_secs(3600)).secure(false) }
}

#[post("/login")]
fn login(session: &Session, req: &Request, resp: &mut Response, #[body] who: Credentials) {
    if who.are_of("admin") {
        session.login(who.username());
        let query = req.query();
        resp.redirect(Redirect::to(query.get("next").unwrap_or("/dashboard")).status(307));
    } else {
        resp.status(401).html("<p>Invalid credentials</p>");
    }
}

#[route("/visit")]
fn visit(session: &Session) -> Value {
    let visits = session.get("visits").unwrap_or(0) + 1;
    session.set("visits", visits);
    json!({ "visits": visits })
}

#[route("/dashboard")]
fn dashboard(session: &Session, resp: &mut Response) {
    match session.user::<String>() {
        Some(user) => resp.html(format!("<h1>Welcome, {user}!</h1>")),
        None => resp.redirect("/login"),
    };
}

#[route("/logout")]
fn logout(session: &Session, resp: &mut Response) {
    session.logout();
    resp.redirect("/login");
}

#[route("/whoami")]
fn whoami(session: &Session) -> Value {
    json!({ "session": session.all() })
}

#[route("/plain")]
fn plain() -> Value {
    json!({ "ok": true })
}

#[post("/replace")]
fn replace(session: &Session, #[body] data: Map<String, Value>) -> Value {
    session.replace(data);
    json!({ "ok": true })
}

#[post("/fail")]
fn fail(session: &Session) {
    session.set("lost", true);
    panic!("an unhandled error");
}

//! Statuses, problems, caching and cookies.

use std::time::{Duration, SystemTime};

use responder::prelude::*;
use responder::{CacheControl, SameSite};

use super::Api;

#[post("/created")]
fn created(resp: &mut Response) -> Value {
    resp.created("/items/7").header("x-extra", "1");
    json!({ "id": 7 })
}

#[post("/created/bare")]
fn created_bare(resp: &mut Response) {
    resp.created("/items/8");
}

#[route("/no-content")]
fn no_content(resp: &mut Response) {
    resp.media(&json!({ "left": "out" }));
    resp.status(204).header("x-deleted", "1");
}

#[route("/problem")]
fn problem() -> Problem {
    let problem = abort(409).detail("Item already exists").title("Conflict!");
    let problem = problem.type_uri("https://example.com/conflict").instance("/items/1").member("balance", 30);
    problem.header("x-p".parse().expect("a name"), "1")
}

#[route("/problem/errors")]
fn errors() -> Problem {
    abort(422).detail("bad").member("errors", json!([{ "loc": ["name"], "msg": "too short" }]))
}

#[route("/cache")]
fn cache(resp: &mut Response) {
    resp.cache_control(CacheControl::new().public().max_age(Duration::from_secs(3600))).text("ok");
}

#[route("/cache/no-store")]
fn no_store(resp: &mut Response) {
    resp.cache_control(CacheControl::no_store()).text("ok");
}

#[route("/vary")]
fn vary(resp: &mut Response) -> Value {
    resp.vary("Accept-Language");
    resp.vary("Cookie");
    resp.vary("accept-language");
    json!({ "ok": true })
}

/// A cookie without attributes is a header field like any other.
#[route("/cookies/simple")]
fn simple(resp: &mut Response) {
    resp.header("set-cookie", "hello=world").text("ok");
}

#[route("/cookies/full")]
fn full(resp: &mut Response) {
    let first_of_2037 = SystemTime::UNIX_EPOCH + Duration::from_secs(2_114_380_800);
    let token = SetCookie::new("token", "abc123").max_age(Duration::from_secs(3600)).expires(first_of_2037);
    resp.cookie(token.secure(true).same_site(SameSite::Strict).path("/app").domain("example.com")).text("ok");
}

#[route("/cookies/defaults")]
fn defaults(resp: &mut Response) {
    resp.cookie(SetCookie::new("d", "1")).text("ok");
}

#[route("/cookies/relaxed")]
fn relaxed(resp: &mut Response) {
    resp.cookie(SetCookie::new("r", "1").http_only(false).same_site(None)).text("ok");
}

#[route("/cookies/two")]
fn two(resp: &mut Response) {
    resp.cookie(SetCookie::new("a", "1")).cookie(SetCookie::new("b", "2")).text("ok");
}

#[route("/cookies/overwrite")]
fn overwrite(resp: &mut Response) {
    resp.cookie(SetCookie::new("a", "1")).cookie(SetCookie::new("a", "2")).text("ok");
}

#[route("/cookies/special")]
fn special(resp: &mut Response) {
    resp.cookie(SetCookie::new("s", r#"a b;c,"d""#)).text("ok");
}

#[route("/cookies/delete")]
fn delete_cookies(resp: &mut Response) {
    let scoped = SetCookie::removal("scoped").path("/app").domain("example.com");
    resp.cookie(SetCookie::removal("token")).cookie(scoped).text("ok");
}

//! Hooks of an API, of a part of it, of one route; errors and their handlers.
//!
//! After hooks see every answer of a route, errors as well: those here add to a trace that was begun, and to no error.

mod after;

use responder::Directory;
use responder::prelude::*;

#[api]
pub struct Api {
    files: Directory,
    log: after::Log,
}

pub fn api() -> responder::Result<Api> {
    Ok(Api { files: Directory::new(crate::fixtures().join("public"))?, log: after::Log::default() })
}

/// Adds to what the client is told about who has run.
fn mark(resp: &mut Response, who: &str) {
    let trace = match resp.headers().get("x-trace").and_then(|trace| trace.to_str().ok()) {
        Some(before) => format!("{before},{who}"),
        None => who.to_owned(),
    };
    resp.header("x-trace", trace);
}

#[before_request]
fn before1(req: &Request, resp: &mut Response) -> Result<(), Problem> {
    mark(resp, "before1");
    if let Some(status) = req.header("x-stop").and_then(|status| status.parse::<u16>().ok()) {
        resp.status(status).media(&json!({ "stopped": true }));
    }
    if req.header("x-hook-raise").is_some() {
        panic!("raised by a hook");
    }
    match req.header("x-hook-abort") {
        Some(_) => Err(abort(451).detail("hook said no")),
        None => Ok(()),
    }
}

/// What handlers read of it.
struct Seen(bool);

#[before_request]
fn before2(resp: &mut Response) -> Seen {
    mark(resp, "before2");
    Seen(true)
}

#[after_request]
fn after1(resp: &mut Response) {
    mark_success(resp, "after1");
}

#[after_request]
fn after2(req: &Request, resp: &mut Response) {
    if req.header("x-after-raise").is_some() {
        panic!("raised by an after hook");
    }
    mark_success(resp, "after2");
}

fn mark_success(resp: &mut Response, who: &str) {
    if resp.get_status().is_none_or(|status| status < 400) {
        mark(resp, who);
    }
}

#[route("/plain")]
fn plain(seen: &Seen, resp: &mut Response) -> Value {
    mark(resp, "handler");
    json!({ "seen": seen.0 })
}

fn route_before(req: &Request, resp: &mut Response) {
    mark(resp, "route-before");
    if req.header("x-deny").is_some() {
        resp.status(403).media(&json!({ "error": "denied" }));
    }
}

fn route_after(_: &Request, resp: &mut Response) {
    mark(resp, "route-after");
    let written = resp.body().and_then(|body| serde_json::from_slice::<Value>(body).ok());
    if let Some(Value::Object(mut media)) = written {
        media.insert("touched".into(), json!(resp.get_status()));
        resp.media(&media);
    }
}

#[route("/local")]
#[before(route_before)]
#[after(route_after)]
fn local(resp: &mut Response) -> Value {
    mark(resp, "handler");
    json!({ "local": true })
}

#[route("/status-before")]
fn status_before(resp: &mut Response) {
    resp.status(202).text("accepted");
}

#[route("/raise")]
fn raise(resp: &mut Response) {
    resp.header("x-lost", "1").cookie(SetCookie::new("lost", "1"));
    panic!("raised by a handler");
}

#[route("/abort")]
fn abort_with_a_header(resp: &mut Response) -> Result<(), Problem> {
    resp.header("x-lost", "1");
    Err(abort(403).detail("Forbidden zone").header("x-reason".parse().expect("a name"), "zone"))
}

#[route("/abort/{code:int}")]
fn abort_with(code: u16) -> Result<(), Problem> {
    Err(abort(code))
}

#[route("/cookie-then-after-fails")]
fn cookie(resp: &mut Response) -> Value {
    resp.header("x-lost", "1").cookie(SetCookie::new("c", "1"));
    json!({ "ok": true })
}

fn on_request(_: &Request, resp: &mut Response) {
    mark(resp, "on_request");
}

#[get("/cbv")]
#[before(on_request)]
fn on_get(resp: &mut Response) -> Value {
    mark(resp, "on_get");
    json!({ "ok": true })
}

/// Routes below a prefix, with a guard of their own.
mod v1 {
    use responder::prelude::*;

    use super::mark;

    #[api(within = super::Api, prefix = "/v1")]
    struct Api;

    #[before_request(guard)]
    fn api_key(req: &Request, resp: &mut Response) {
        mark(resp, "group");
        if req.header("x-api-key").is_none() {
            resp.status(401).media(&json!({ "error": "missing API key" }));
        }
    }

    #[get("/users")]
    fn users() -> Value {
        json!({ "v": 1 })
    }
}

#[route("/v1x")]
fn outside() -> Value {
    json!({ "outside": true })
}

/// Where Python has a class and its subclasses, Rust has an enum and its variants.
#[derive(Debug, thiserror::Error)]
enum ValueError {
    #[error("{0}")]
    Bad(&'static str),
    #[error(transparent)]
    Unicode(#[from] std::string::FromUtf8Error),
}

#[exception_handler]
fn value_error(exc: ValueError, req: &Request, resp: &mut Response) {
    resp.status(400).media(&json!({ "error": exc.to_string(), "path": req.path() }));
}

struct AppError(u16);

#[exception_handler]
fn app_error(exc: AppError, resp: &mut Response) {
    resp.status(exc.0).header("x-handled", "1").cookie(SetCookie::new("handled", "1")).text("app error");
}

struct LookupError;

#[exception_handler]
fn lookup_error(_exc: LookupError) -> Value {
    json!({ "error": "lookup" })
}

struct TypeError;

#[exception_handler]
fn type_error(_exc: TypeError) {
    panic!("the handler itself fails");
}

#[route("/err/value")]
fn err_value() -> Result<(), ValueError> {
    Err(ValueError::Bad("bad value"))
}

#[route("/err/unicode")]
fn err_unicode() -> Result<String, ValueError> {
    Ok(String::from_utf8(vec![0xff])?)
}

#[route("/err/app/{code:int}")]
fn err_app(code: u16) -> Result<(), AppError> {
    Err(AppError(code))
}

#[route("/err/sub")]
fn err_sub() -> Result<(), AppError> {
    Err(AppError(409))
}

#[route("/err/key")]
fn err_key() -> Result<(), LookupError> {
    Err(LookupError)
}

#[route("/err/type")]
fn err_type() -> Result<(), TypeError> {
    Err(TypeError)
}

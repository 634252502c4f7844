//! Dependencies: made on demand, once per request, torn down in the reverse order when it is over.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use responder::prelude::*;

/// Its fields are what Responder calls app scope.
#[api]
pub struct Api {
    events: Events,
    pool: Pool,
    flaky: Flaky,
}

pub fn api() -> Api {
    Api { events: Events::default(), pool: Pool { initialised: 1 }, flaky: Flaky::default() }
}

#[derive(Clone, Default)]
struct Events(Arc<Mutex<Vec<&'static str>>>);

impl Events {
    fn add(&self, event: &'static str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(event);
    }
}

/// Notes that a value was torn down, when it is.
struct Down(Events, &'static str);

impl Drop for Down {
    fn drop(&mut self) {
        self.0.add(self.1);
    }
}

struct Config {
    url: &'static str,
    _down: Down,
}

#[dependency]
fn config(api: &Api) -> Config {
    api.events.add("config up");
    Config { url: "db://x", _down: Down(api.events.clone(), "config down") }
}

struct Db {
    db: &'static str,
    _down: Down,
}

#[dependency]
async fn db(config: &Config, api: &Api) -> Db {
    api.events.add("db up");
    Db { db: config.url, _down: Down(api.events.clone(), "db down") }
}

struct CurrentUser(String);

#[dependency]
fn current_user(req: &Request) -> CurrentUser {
    CurrentUser(req.header("x-user").unwrap_or("anonymous").to_owned())
}

#[route("/simple/{id:int}")]
fn simple(id: i64, db: &Db, user: &CurrentUser, api: &Api) -> Value {
    api.events.add("handler");
    json!({ "id": id, "db": { "db": db.db }, "user": user.0 })
}

#[route("/memo")]
fn memo(first: &Config, _db: &Db, second: &Config) -> Value {
    json!({ "same": std::ptr::eq(first, second) })
}

#[route("/raises")]
fn raises(_db: &Db, api: &Api) {
    api.events.add("handler");
    panic!("raised by a handler");
}

#[route("/aborts")]
fn aborts(_db: &Db) -> Result<(), Problem> {
    Err(abort(409).detail("conflict"))
}

struct BrokenTeardown(&'static str, Events);

impl Drop for BrokenTeardown {
    fn drop(&mut self) {
        self.1.add("bt down");
        panic!("the teardown fails");
    }
}

#[dependency]
fn broken(api: &Api) -> BrokenTeardown {
    BrokenTeardown("bt", api.events.clone())
}

#[route("/broken-teardown")]
fn broken_teardown(_config: &Config, broken: &BrokenTeardown) -> Value {
    json!({ "ok": broken.0 })
}

struct Pool {
    initialised: u32,
}

#[route("/app-scope")]
fn app_scope(api: &Api) -> Value {
    json!({ "n": api.pool.initialised })
}

/// Made when it is first asked for; a failure is not kept.
#[derive(Default)]
struct Flaky {
    tried: AtomicU32,
    value: OnceLock<u32>,
}

impl Flaky {
    fn get(&self) -> Result<u32, Problem> {
        if let Some(value) = self.value.get() {
            return Ok(*value);
        }
        match self.tried.fetch_add(1, Ordering::Relaxed) + 1 {
            1 => Err(abort(500)),
            tried => Ok(*self.value.get_or_init(|| tried)),
        }
    }
}

#[route("/flaky")]
fn flaky(api: &Api) -> Result<Value, Problem> {
    Ok(json!({ "flaky": api.flaky.get()? }))
}

/// A dependency is named by its type, and two texts by two types.
struct Renamed(&'static str);

#[dependency]
fn a_function_of_any_name() -> Renamed {
    Renamed("renamed value")
}

#[route("/renamed")]
fn renamed(renamed: &Renamed) -> Value {
    json!({ "renamed": renamed.0 })
}

#[route("/shadow/{config}")]
fn shadow(config: &str) -> Value {
    json!({ "config": config })
}

struct Inner(String);
struct Outer(String);

#[dependency]
fn inner(req: &Request, api: &Api) -> Inner {
    api.events.add("inner");
    Inner(req.header("x-user").unwrap_or("anon").to_owned())
}

#[dependency]
fn outer(inner: &Inner, api: &Api) -> Outer {
    api.events.add("outer");
    Outer(format!("user:{}", inner.0))
}

#[route("/depends")]
fn depends(user: &Outer, again: &Inner) -> Value {
    json!({ "user": user.0, "again": again.0 })
}

/// Who needs it is behind it: it refuses where nobody is named.
struct Gate;

#[dependency]
fn gate(req: &Request, api: &Api) -> Result<Gate, Problem> {
    api.events.add("gate");
    match req.header("x-user") {
        Some(_) => Ok(Gate),
        None => Err(abort(401).detail("Not authenticated").challenge("User")),
    }
}

#[route("/guarded")]
fn guarded(_gate: &Gate, api: &Api) -> Value {
    api.events.add("handler");
    json!({ "ok": true })
}

#[route("/guarded-typed")]
fn guarded_typed(_gate: &Gate, req: &Request) -> Result<Value, Problem> {
    let n = req.query().get("n").and_then(|n| n.parse::<i64>().ok());
    n.map(|n| json!({ "n": n })).ok_or_else(|| abort(422).detail("Validation failed"))
}

#[get("/view")]
fn view(config: &Config, resp: &mut Response) -> Value {
    resp.header("x-config", config.url);
    json!({ "config": config.url })
}

#[get("/events")]
fn events(api: &Api) -> Value {
    json!(*api.events.0.lock().unwrap_or_else(PoisonError::into_inner))
}

#[delete("/events")]
fn forget_events(api: &Api, resp: &mut Response) {
    api.events.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    resp.status(204);
}

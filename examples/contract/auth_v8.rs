//! Every scheme, with scopes, roles and policies on top: one dependency for each, and routes that read its value.

mod routes;
mod users;

use std::sync::Mutex;

use responder::prelude::*;

use crate::challenge::recorded;

/// How errors are told: as problem details, or as they were before those.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Errors {
    Problems,
    Legacy,
}

#[api(title = "Auth v8", version = "8.0")]
pub struct Api {
    tokens: ApiKeys,
    passwords: ApiKeys,
    admin_passwords: ApiKeys,
    header_keys: ApiKeys,
    query_keys: ApiKeys,
    cookie_keys: ApiKeys,
    log: Mutex<Vec<&'static str>>,
    errors: Errors,
}

pub fn api() -> Api {
    with(Errors::Problems)
}

pub fn legacy() -> Api {
    with(Errors::Legacy)
}

fn with(errors: Errors) -> Api {
    Api {
        tokens: ApiKeys::new(["s3cret", "s3cret-2"]),
        passwords: ApiKeys::new(["alice:pw", "bob:p:w:x", "zoë:pässwörd", "empty:"]),
        admin_passwords: ApiKeys::new(["alice:pw"]),
        header_keys: ApiKeys::new(["abc123", "def456"]),
        query_keys: ApiKeys::new(["q-key"]),
        cookie_keys: ApiKeys::new(["c-key"]),
        log: Mutex::default(),
        errors,
    }
}

#[exception_handler]
fn not_authenticated(exc: Unauthenticated, api: &Api, req: &Request, resp: &mut Response) {
    for scheme in exc.schemes() {
        resp.header("WWW-Authenticate", recorded(scheme));
    }
    api.refuse(abort(401).detail(exc.to_string()), req, resp);
}

#[exception_handler]
fn forbidden(exc: Forbidden, api: &Api, req: &Request, resp: &mut Response) {
    for challenge in exc.challenges() {
        resp.header("WWW-Authenticate", challenge);
    }
    api.refuse(abort(403).detail(exc.to_string()), req, resp);
}

#[exception_handler]
fn problem(exc: Problem, api: &Api, req: &Request, resp: &mut Response) {
    api.refuse(exc, req, resp);
}

impl Api {
    fn refuse(&self, problem: Problem, req: &Request, resp: &mut Response) {
        if self.errors == Errors::Problems {
            return problem.write(resp);
        }
        resp.status(problem.status());
        match req.header("accept") {
            Some("application/json") => resp.media(&json!({ "error": problem.message() })),
            _ => resp.text(problem.message()),
        };
    }
}

//! Handlers for a status, and for whatever nobody expected.

use responder::prelude::*;

#[api]
pub struct Api;

#[exception_handler(404)]
fn not_found(_exc: Problem, req: &Request) -> (String, u16) {
    (format!("nothing here: {}", req.path()), 404)
}

#[exception_handler(403)]
fn forbidden(exc: Problem) -> (String, u16) {
    (format!("custom 403: {}", exc.message()), 403)
}

/// Any error of any library, by the name of its type.
struct Unexpected(&'static str);

impl<E: std::error::Error> From<E> for Unexpected {
    fn from(_: E) -> Self {
        let name = std::any::type_name::<E>();
        Unexpected(name.rsplit("::").next().unwrap_or(name))
    }
}

#[exception_handler]
fn unexpected(exc: Unexpected) -> (String, u16) {
    (format!("custom 500: {}", exc.0), 500)
}

/// A panic, which has no type.
#[exception_handler(500)]
fn panicked(_exc: Problem) -> (&'static str, u16) {
    ("custom 500", 500)
}

#[derive(Debug, thiserror::Error)]
#[error("no such key")]
struct KeyError;

fn look_up() -> Result<&'static str, KeyError> {
    Err(KeyError)
}

#[route("/boom")]
fn boom() -> Result<&'static str, Unexpected> {
    Ok(look_up()?)
}

#[route("/abort/{code:int}")]
fn abort_with(code: u16) -> Result<(), Problem> {
    Err(abort(code).detail("why"))
}

#[get("/get-only")]
fn get_only() {}

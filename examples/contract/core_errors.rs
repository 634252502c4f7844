//! All problems of an API in a form of its own.

use responder::App;
use responder::prelude::*;

use crate::core_problems::{limits, routes_that_fail};

#[api]
pub struct Api;

pub fn app() -> responder::Result<App<Api>> {
    Ok(Api.into_app()?.limits(limits()))
}

#[exception_handler]
fn enriched(exc: Problem, req: &Request, resp: &mut Response) {
    let kind = format!("https://errors.example/{}", exc.status());
    exc.type_uri(kind).instance(req.path()).write(resp);
}

#[exception_handler(410)]
fn plain(exc: Problem, resp: &mut Response) {
    exc.write(resp);
}

#[exception_handler(418)]
fn fails(_exc: Problem) {
    panic!("a handler that fails");
}

routes_that_fail!();

#[get("/abort/{code:int}")]
fn abort_with(code: u16) -> Result<(), Problem> {
    Err(abort(code).detail("aborted"))
}

#[get("/manual")]
fn manual() -> Result<(), Problem> {
    Err(abort(409).detail("exists").member("hint", "rename"))
}

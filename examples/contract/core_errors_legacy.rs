//! Errors for clients that know no problem details: one handler for all of them.

use responder::prelude::*;
use responder::{App, Invalid};

use crate::core_problems::{limits, routes_that_fail};

#[api]
pub struct Api;

pub fn app() -> responder::Result<App<Api>> {
    Ok(Api.into_app()?.limits(limits()))
}

#[exception_handler]
fn legacy(exc: Problem, req: &Request, resp: &mut Response) {
    let message = exc.message().to_owned();
    // For the fields that belong to it, such as `Allow`.
    exc.write(resp);
    match req.header("accept").is_some_and(|accept| accept.contains("json")) {
        true => resp.media(&json!({ "error": message })),
        false => resp.text(message),
    };
}

#[exception_handler]
fn invalid(exc: Invalid, resp: &mut Response) {
    resp.status(422).media(&json!({ "errors": exc.violations() }));
}

routes_that_fail!();

#[get("/abort/{code:int}")]
fn abort_with(code: u16) -> Result<(), Problem> {
    Err(abort(code))
}

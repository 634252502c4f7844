//! Debug mode: errors of the server say why.

use std::collections::BTreeMap;

use responder::App;
use responder::prelude::*;

#[api]
pub struct Api {
    /// Outside of production its cookie goes over plain HTTP, too.
    #[sessions]
    sessions: Sessions,
}

pub fn app() -> responder::Result<App<Api>> {
    Ok(Api { sessions: Sessions::from_env()? }.into_app()?.debug(true))
}

#[route("/boom")]
fn boom() {
    panic!("visible detail");
}

#[route("/bad-model")]
fn bad_model() -> Media<BTreeMap<(i64, i64), &'static str>> {
    Media(BTreeMap::from([((1, 2), "a key that is no text")]))
}

#[route("/session")]
fn session(session: &Session) -> Value {
    session.set("seen", true);
    json!({ "ok": true })
}

#[route("/abort")]
fn abort_with_a_detail() -> Result<(), Problem> {
    Err(abort(404).detail("no"))
}

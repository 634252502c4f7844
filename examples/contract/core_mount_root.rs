//! A service of another crate for all that the API does not route.

use responder::prelude::*;
use responder::{App, Mounted};

use crate::foreign::{foreign, text};

#[api]
pub struct Api;

pub fn app() -> responder::Result<App<Api>> {
    let root = foreign(|head, _| Ok(text(format!("root:{}", head.uri.path()))));
    Api.into_app()?.mount("/", Mounted::new(root).public())
}

#[get("/own")]
fn own() -> Value {
    json!({ "own": true })
}

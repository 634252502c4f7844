//! Errors as they are without any handler: problem details.

use std::time::Duration;

use responder::prelude::*;
use responder::{App, Limits};

#[api]
pub struct Api;

pub fn app() -> responder::Result<App<Api>> {
    Ok(Api.into_app()?.limits(limits()))
}

/// Small bodies and little time.
pub fn limits() -> Limits {
    Limits::new().body_size(64).handler_time(Duration::from_millis(500))
}

/// The routes of three apps, whose errors are told in three ways.
macro_rules! routes_that_fail {
    () => {
        #[derive(responder::Model, serde::Serialize)]
        struct Item {
            id: i64,
            name: String,
        }

        #[get("/items")]
        fn items() -> Value {
            json!({ "ok": true })
        }

        #[post("/items")]
        fn create(#[body] item: Item) -> Media<Item> {
            Media(item)
        }

        #[get("/items/{id}")]
        fn item(id: i64) -> Value {
            json!({ "id": id })
        }

        #[post("/raw")]
        async fn raw(req: &Request) -> Result<Value, BodyError> {
            Ok(json!({ "length": req.content().await?.len() }))
        }

        #[get("/boom")]
        fn boom() {
            panic!("unhandled");
        }

        #[get("/slow")]
        async fn slow() {
            tokio::time::sleep(std::time::Duration::from_secs(5)).await;
        }

        /// A value of another type does not compile; this one has the right type and cannot be written.
        #[get("/bad-model")]
        fn bad_model() -> Media<std::collections::BTreeMap<(i64, i64), &'static str>> {
            Media(std::collections::BTreeMap::from([((1, 2), "a key that is no text")]))
        }
    };
}
pub(crate) use routes_that_fail;

routes_that_fail!();

#[get("/abort/{code:int}")]
fn abort_with(code: u16) -> Result<(), Problem> {
    Err(abort(code))
}

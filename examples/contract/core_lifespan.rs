//! What runs before the first request.

use std::sync::{Mutex, PoisonError};

use responder::prelude::*;

#[api]
#[derive(Default)]
pub struct Api {
    order: Mutex<Vec<&'static str>>,
}

impl Api {
    fn note(&self, what: &'static str) {
        self.order.lock().unwrap_or_else(PoisonError::into_inner).push(what);
    }
}

/// The state is the API itself: there is nothing else to enter.
#[on_startup]
fn enter(api: &Api) {
    api.note("enter:API");
}

#[on_startup]
fn startup(api: &Api) {
    api.note("startup");
}

#[on_startup]
async fn startup_async(api: &Api) {
    api.note("startup-async");
}

#[get("/order")]
fn order(api: &Api) -> Value {
    let order = api.order.lock().unwrap_or_else(PoisonError::into_inner);
    json!({ "order": *order, "ready": order.contains(&"enter:API") })
}

//! An API whose routes nobody names.
//!
//! All modules are private and nothing calls into them, so only their registration can keep them
//! in a program. They are many and small, so that a build with many codegen units gives most of
//! them a unit of their own.

mod catalog;
mod guard;
mod hooks;
mod orders;
mod users;

use responder::prelude::*;

#[api(title = "Shop")]
pub struct Api;

#[get("/health")]
#[public]
fn health() -> &'static str {
    "ok"
}

//! Hooks, in a module that has no route. Both leave a mark in the output of `server`.

use crate::Api;
use responder::prelude::*;

#[after_request]
fn mark(resp: &mut Response) {
    resp.header("x-shop", "marked");
}

#[on_startup]
fn open() {
    println!("on_startup has run");
}

// C1: other methods, convertors and letters are other routes

use responder::prelude::*;

#[api]
struct Api;

#[route("/a")]
fn any() {}

#[get("/A")]
fn upper() {}

#[get("/a/")]
fn slash() {}

#[route("/items", methods = [GET])]
fn get() {}

#[route("/items", methods = [HEAD])]
fn head() {}

#[route("/items", methods = [POST, OPTIONS])]
fn post() {}

#[route("/items/{id:int}")]
fn any_number(id: u64) -> String {
    id.to_string()
}

#[get("/items/{id}")]
fn text(id: &str) -> String {
    id.to_owned()
}

#[get("/items/{rest:path}")]
fn rest(rest: &str) -> String {
    rest.to_owned()
}

#[get("/items/all")]
fn all() {}

fn main() {}

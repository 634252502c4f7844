// C11: what stands in other attributes elsewhere
// errors: 4

use responder::prelude::*;

#[api]
struct Api;

#[get("/a", tags = ["a"])]
fn tags() {}

#[get("/b", public)]
fn public_key() {}

#[get("/c", status = 201)]
fn status() {}

#[get("/d", Method::POST)]
fn method() {}

fn main() {}

use responder::get as fetch;
use responder::prelude::*;

#[api]
struct Api;

#[get("/b")]
#[fetch("/a")]
fn both() {}

fn main() {}

// C1: a second route under another name
use responder::get as fetch;
use responder::prelude::*;

#[api]
struct Api;

#[get("/b")]
#[fetch("/a")]
fn both() {}

fn main() {}

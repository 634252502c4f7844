// C1: a function is one route
use responder::prelude::*;

#[api]
struct Api;

#[get("/a")]
#[post("/b")]
fn both() {}

fn main() {}

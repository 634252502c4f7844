// C8: the framework calls the handler

use responder::prelude::*;

#[api]
struct Api;

#[get("/")]
unsafe fn index() {}

fn main() {}

// C6: no guard returns this principal

use responder::prelude::*;

#[api]
struct Api;

#[derive(Principal)]
struct User;

#[get("/")]
#[require(User)]
fn index() {}

fn main() {}

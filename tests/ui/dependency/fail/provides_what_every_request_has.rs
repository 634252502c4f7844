// C8: the request and the state are there already
// errors: 2
#![allow(unused)]

use responder::prelude::*;

#[api]
struct Api;

#[dependency]
fn request(req: &Request) -> Request {
    todo!()
}

#[dependency]
fn api(_req: &Request) -> Api {
    Api
}

fn main() {}

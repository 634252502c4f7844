// C8: a handler takes one error

use responder::prelude::*;

#[api]
struct Api;

struct A;
struct B;

#[exception_handler]
fn both(_a: A, _b: B, resp: &mut Response) {
    resp.status(500);
}

fn main() {}

// C8: by reference, and what the request is
// errors: 3
#![allow(unused)]

use responder::prelude::*;

#[api]
struct Api;

#[before_request]
fn guard(req: Request, resp: Response) {
    let _ = (req, resp);
}

#[before_request]
fn next(_req: &Request, next: Next) {}

struct Next;

fn main() {}

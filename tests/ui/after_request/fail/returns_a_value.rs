// C8: nobody is left to read it
use responder::prelude::*;

#[api]
struct Api;

#[after_request]
fn stamp(resp: &mut Response) -> u32 {
    resp.header("x-stamp", "1");
    1
}

fn main() {}

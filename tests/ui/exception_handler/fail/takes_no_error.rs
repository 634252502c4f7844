// C7: no error to handle
use responder::prelude::*;

#[api]
struct Api;

#[exception_handler]
fn handle(resp: &mut Response) {
    resp.status(500);
}

fn main() {}

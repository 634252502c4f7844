// C8: a handler is a function that can be called
// errors: 3

use responder::prelude::*;

#[api]
struct Api;

struct Oops;

impl Oops {
    #[exception_handler]
    fn method(self, resp: &mut Response) {
        resp.status(500);
    }
}

#[exception_handler]
fn generic<E>(_exc: E, resp: &mut Response) {
    resp.status(500);
}

#[exception_handler]
unsafe fn dangerous(_exc: Oops, resp: &mut Response) {
    resp.status(500);
}

fn main() {}

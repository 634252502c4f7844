// C8: two arguments borrow the response
// errors: 2
use responder::prelude::*;

#[api]
struct Api;

#[get("/")]
fn index(resp: &mut Response, again: &mut Response) {
    resp.text("a");
    again.text("b");
}

#[get("/request")]
fn request(req: &Request, changed: &mut Request) {
    let _ = (req, changed);
}

fn main() {}

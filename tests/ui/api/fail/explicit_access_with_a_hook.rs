// C9: a route's own hook is no requirement

use responder::prelude::*;

#[api(access = explicit)]
struct Api;

fn check(_req: &Request, _resp: &mut Response) {}

#[get("/")]
#[before(check)]
fn index() {}

fn main() {}

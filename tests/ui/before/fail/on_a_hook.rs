// C12: a hook is no route

use responder::prelude::*;

#[api]
struct Api;

fn check(_req: &Request, _resp: &mut Response) {}

#[before(check)]
#[before_request]
fn hook(_req: &Request) {}

fn main() {}

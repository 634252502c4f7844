// C12: it would check nothing
// errors: 2

use responder::prelude::*;

#[api]
struct Api;

fn check(_req: &Request, _resp: &mut Response) {}

#[before(check)]
fn a() {}

#[after(check)]
fn b() {}

fn main() {}

// C8: there is no function of this name

use responder::prelude::*;

#[api]
struct Api;

#[get("/")]
#[before(chekc)]
fn index() {}

fn check(_req: &Request, _resp: &mut Response) {}

fn main() {}

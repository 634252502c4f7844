// C11: a function is named by its path

use responder::prelude::*;

#[api]
struct Api;

fn check(_req: &Request, _resp: &mut Response) {}

#[get("/")]
#[before("check")]
fn index() {}

fn main() {}

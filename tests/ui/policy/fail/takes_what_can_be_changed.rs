// C8: a policy changes nothing
// errors: 2

use responder::prelude::*;

#[api]
struct Api;

#[policy]
fn writes(resp: &mut Response) -> bool {
    resp.status(403);
    false
}

#[policy]
fn changes(api: &mut Api) -> bool {
    let _ = api;
    false
}

fn main() {}

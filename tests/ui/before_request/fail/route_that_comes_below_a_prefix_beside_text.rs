// C5: a parameter beside text is none the less a way around the guard

use responder::prelude::*;

#[api]
struct Api;

struct Admin;

#[before_request(prefix = "/admin")]
fn admins(_req: &Request) -> Result<Admin, Problem> {
    Err(abort(403))
}

#[get("/ad{rest}/users")]
fn page(rest: &str) -> String {
    rest.to_owned()
}

fn main() {}

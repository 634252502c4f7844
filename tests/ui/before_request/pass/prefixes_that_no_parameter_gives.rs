// C5: what cannot come below the prefix, whatever the parameter is

use responder::prelude::*;

#[api]
struct Api;

struct Admin;

#[before_request(prefix = "/admin")]
fn admins(_req: &Request) -> Result<Admin, Problem> {
    Err(abort(403))
}

#[get("/{name}.json")]
fn file(name: &str) -> String {
    name.to_owned()
}

#[get("/administration-{name}")]
fn longer(name: &str) -> String {
    name.to_owned()
}

#[get("/{n:int}/admin")]
fn number(n: u64) -> String {
    n.to_string()
}

fn main() {}

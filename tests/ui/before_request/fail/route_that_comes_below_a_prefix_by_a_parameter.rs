// C5: some requests of the route would pass the guard and others not

use responder::prelude::*;

#[api]
struct Api;

struct Admin;

#[before_request(prefix = "/admin")]
fn admins(_req: &Request) -> Result<Admin, Problem> {
    Err(abort(403))
}

#[get("/{page}")]
fn page(page: &str) -> String {
    page.to_owned()
}

fn main() {}

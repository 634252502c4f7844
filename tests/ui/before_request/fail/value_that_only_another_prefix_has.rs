// C5: the guard runs below another path

use responder::prelude::*;

#[api]
struct Api;

struct Admin;

#[before_request(prefix = "/admin")]
fn admins(_req: &Request) -> Result<Admin, Problem> {
    Err(abort(403))
}

#[get("/administrators")]
fn list(admin: &Admin) {
    let _ = admin;
}

fn main() {}

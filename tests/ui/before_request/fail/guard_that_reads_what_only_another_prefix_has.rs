// C5: a wider guard reads what a narrower one provides

use responder::prelude::*;

#[api]
struct Api;

struct User;
struct Admin;

#[before_request(prefix = "/admin")]
fn admins(_req: &Request) -> Result<Admin, Problem> {
    Err(abort(403))
}

#[before_request(order = 1)]
fn users(_admin: &Admin) -> User {
    User
}

fn main() {}

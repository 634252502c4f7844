// C5: a guard with a prefix provides for all below it

use responder::prelude::*;

#[api]
struct Api;

#[derive(Principal)]
struct User;

struct Admin;
struct Trail;

#[before_request]
fn guard(_req: &Request) -> Result<User, Problem> {
    Err(abort(401))
}

#[before_request(prefix = "/admin", order = 1)]
fn admins(_user: &User) -> Result<Admin, Problem> {
    Err(abort(403))
}

#[dependency]
fn trail(_admin: &Admin) -> Trail {
    Trail
}

#[get("/admin")]
fn index(_admin: &Admin) {}

#[get("/admin/{id:int}")]
fn one(_admin: &Admin, _trail: &Trail, id: u8) -> String {
    id.to_string()
}

// Not below it, whatever the parameter is.
#[get("/{id:int}/admin")]
fn other(_user: &User, id: u8) -> String {
    id.to_string()
}

// No guard protects it, so that it does not matter.
#[get("/{page}")]
#[public]
fn page(page: &str) -> String {
    page.to_owned()
}

#[after_request(prefix = "/admin")]
fn log(_user: Option<&User>) {}

mod part {
    use super::{Admin, Trail};
    use responder::prelude::*;

    #[api(within = super::Api, prefix = "/admin/part")]
    struct Api;

    #[get("/")]
    fn index(_admin: &Admin, _trail: &Trail) {}
}

fn main() {}

// C6: a role is named by a text literal
// errors: 6

use responder::prelude::*;

#[api]
struct Api;

#[derive(Role)]
enum Role {
    Admin,
    User,
}

#[derive(Principal)]
struct Claims {
    #[principal(role)]
    role: Role,
}

#[before_request]
fn guard(_req: &Request) -> Result<Claims, Problem> {
    Err(abort(401))
}

const ADMIN: &str = "admin";

#[get("/variant")]
#[require_role(Role::Admin)]
fn variant() {}

#[get("/word")]
#[require_role(admin)]
fn word() {}

#[get("/constant")]
#[require_role(ADMIN)]
fn constant() {}

#[get("/call")]
#[require_role(concat!("ad", "min"))]
fn call() {}

#[get("/number")]
#[require_role(1)]
fn number() {}

#[get("/value")]
#[require_role = "admin"]
fn value() {}

fn main() {}

// C6: nothing says which principal is asked
use responder::prelude::*;

#[api]
struct Api;

#[derive(Role)]
enum Role {
    Admin,
}

#[derive(Principal)]
struct Customer(#[principal(role)] Role);

#[derive(Principal)]
struct Staff(#[principal(role)] Role);

#[before_request]
fn customer(_req: &Request) -> Customer {
    Customer(Role::Admin)
}

#[before_request(order = 1)]
fn staff(_req: &Request) -> Staff {
    Staff(Role::Admin)
}

#[get("/")]
#[require_role("admin")]
fn index() {}

fn main() {}

// C6: the policy takes a parameter that this route lacks

use responder::prelude::*;

#[api]
struct Api;

#[derive(Principal)]
struct User;

#[before_request]
fn guard(_req: &Request) -> Result<User, Problem> {
    Err(abort(401))
}

#[policy]
fn owns(_user: &User, id: u64) -> bool {
    id == 1
}

#[get("/orders/{order:int}")]
#[require(owns)]
fn order(order: u64) -> String {
    order.to_string()
}

fn main() {}

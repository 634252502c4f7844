// C12: a dependency is no route

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

struct Item;

#[dependency]
#[require_role("admin")]
fn item(_req: &Request) -> Item {
    Item
}

fn main() {}

// C6: a public view of which a function requires a role
use responder::prelude::*;

#[api]
struct Api;

#[derive(Role)]
enum Role {
    Admin,
}

#[derive(Principal)]
struct User {
    #[principal(role)]
    role: Role,
}

#[before_request]
fn guard() -> Result<User, Problem> {
    Ok(User { role: Role::Admin })
}

struct Item;

#[route("/items")]
#[public]
impl Item {
    #[require_role("admin")]
    fn on_delete() {}
}

fn main() {}

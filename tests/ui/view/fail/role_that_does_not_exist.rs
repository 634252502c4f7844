// C6: a role is misspelt, once for all functions of the view
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
#[require_role("admni")]
impl Item {
    fn on_get() {}

    fn on_delete() {}
}

fn main() {}

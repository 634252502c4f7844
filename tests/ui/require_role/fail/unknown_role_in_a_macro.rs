// C6: the role that a macro was given

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

macro_rules! page {
    ($name:ident, $path:literal, $role:literal) => {
        #[get($path)]
        #[require_role($role)]
        fn $name() {}
    };
}

page!(one, "/one", "owner");

fn main() {}

// C6: one field holds the roles

use responder::prelude::*;

#[derive(Role)]
enum Role {
    Admin,
}

#[derive(Principal)]
struct Claims {
    #[principal(role)]
    role: Role,
    #[principal(role)]
    other: Role,
}

fn main() {}

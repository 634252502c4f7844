// C11: the name of a role is a text literal
// errors: 3

use responder::prelude::*;

#[derive(Role)]
enum Role {
    #[role(admin)]
    Admin,
    #[role]
    User,
    #[role = "owner"]
    Owner,
}

fn main() {}

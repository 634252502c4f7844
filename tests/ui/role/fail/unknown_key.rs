// C11: a role has a name and no keys

use responder::prelude::*;

#[derive(Role)]
enum Role {
    #[role(name = "admin")]
    Admin,
}

fn main() {}

// C11: a role has one name

use responder::prelude::*;

#[derive(Role)]
enum Role {
    #[role("admin")]
    #[role("root")]
    Admin,
}

fn main() {}

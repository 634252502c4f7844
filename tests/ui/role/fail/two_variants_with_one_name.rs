// C6: every role has a name of its own

use responder::prelude::*;

#[api]
struct Api;

#[derive(Role)]
enum Role {
    Admin,
    #[role("admin")]
    Root,
}

fn main() {}

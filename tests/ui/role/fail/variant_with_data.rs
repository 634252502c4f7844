// C6: a role is a name
use responder::prelude::*;

#[derive(Role)]
enum Role {
    Admin,
    Member(u32),
}

fn main() {}

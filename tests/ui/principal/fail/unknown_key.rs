// C11: a mark that is none
use responder::prelude::*;

#[derive(Role)]
enum Role {
    Admin,
}

#[derive(Principal)]
struct Claims {
    #[principal(roles)]
    role: Role,
}

fn main() {}

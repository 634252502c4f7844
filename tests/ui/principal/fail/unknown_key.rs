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

use responder::prelude::*;

#[derive(Principal)]
struct Claims {
    #[principal(role)]
    role: String,
}

fn main() {}

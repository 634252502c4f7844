// C6: a field that holds no roles
use responder::prelude::*;

#[derive(Principal)]
struct Claims {
    #[principal(role)]
    role: String,
}

fn main() {}

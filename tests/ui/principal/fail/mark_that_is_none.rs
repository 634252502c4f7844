// C11: a field is marked by one word
// errors: 3

use responder::prelude::*;

#[derive(Principal)]
struct Claims {
    #[principal]
    a: String,
    #[principal(role = "admin")]
    b: String,
    #[principal(admin)]
    c: String,
}

fn main() {}

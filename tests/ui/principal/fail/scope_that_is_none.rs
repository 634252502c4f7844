// C6: the field holds no scopes

use responder::prelude::*;

#[derive(Principal)]
struct Claims {
    #[principal(scope)]
    scope: String,
}

fn main() {}

// C6: a principal holds a set of scopes

use responder::prelude::*;

#[derive(Scope)]
enum Scope {
    Read,
}

#[derive(Principal)]
struct Claims {
    #[principal(scope)]
    scope: Scope,
}

fn main() {}

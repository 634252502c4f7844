// C6: every scope has a name of its own

use responder::prelude::*;

#[derive(Scope)]
enum Scope {
    Read,
    #[scope("read")]
    See,
}

fn main() {}

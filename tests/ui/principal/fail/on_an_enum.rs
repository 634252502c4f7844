// C6: a principal is a struct

use responder::prelude::*;

#[derive(Principal)]
enum Caller {
    User,
    Machine,
}

fn main() {}

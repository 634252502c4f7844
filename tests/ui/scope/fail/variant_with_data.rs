// C6: a scope carries no data

use responder::prelude::*;

#[derive(Scope)]
enum Scope {
    Read(u32),
}

fn main() {}

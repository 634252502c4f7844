// C6: a role type is not generic

use responder::prelude::*;

#[derive(Role)]
enum Role<const N: usize> {
    Admin,
}

fn main() {}

// C6: a guard returns one type

use responder::prelude::*;

#[derive(Principal)]
struct Claims<T> {
    extra: T,
}

fn main() {}

// C11: an API has one kind of session

use responder::prelude::*;

#[api]
struct Api {
    #[sessions]
    a: Sessions,
    #[sessions]
    b: Sessions,
}

fn main() {}

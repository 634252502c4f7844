// C11: it has `api`

use responder::prelude::*;

#[api]
struct Api;

struct Oops;

#[exception_handler(order = 1)]
fn oops(_exc: Oops) -> &'static str {
    ""
}

fn main() {}

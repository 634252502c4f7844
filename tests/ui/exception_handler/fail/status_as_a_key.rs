// C11: which error it is, its argument says
// errors: 2

use responder::prelude::*;

#[api]
struct Api;

struct Oops;

#[exception_handler(404)]
fn number(_exc: Oops) -> &'static str {
    ""
}

#[exception_handler(Oops)]
fn named(_exc: Oops) -> &'static str {
    ""
}

fn main() {}

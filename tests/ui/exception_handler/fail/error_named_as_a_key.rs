// C11: which error it is, its argument says

use responder::prelude::*;

#[api]
struct Api;

struct Oops;

#[exception_handler(Oops)]
fn named(_exc: Oops) -> &'static str {
    ""
}

fn main() {}

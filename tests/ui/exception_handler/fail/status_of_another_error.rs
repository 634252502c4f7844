// C7: an error of ours has no status

use responder::prelude::*;

#[api]
struct Api;

struct Oops;

#[exception_handler(404)]
fn number(_exc: Oops) -> &'static str {
    ""
}

fn main() {}

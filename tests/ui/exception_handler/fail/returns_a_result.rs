// C7: a handler of errors does not fail
use responder::prelude::*;

#[api]
struct Api;

struct Oops;

#[exception_handler]
fn oops(_exc: Oops) -> Result<&'static str, Problem> {
    Ok("")
}

fn main() {}

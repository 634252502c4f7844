// C2: a function pointer fills nothing

use responder::prelude::*;

#[api]
struct Api;

#[get("/")]
fn index(next: fn() -> u32) -> String {
    next().to_string()
}

fn main() {}

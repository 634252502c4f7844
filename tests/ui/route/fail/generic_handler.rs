// C8: nothing says which type to call it with
use responder::prelude::*;

#[api]
struct Api;

#[post("/echo")]
fn echo<T>(#[body] value: T) -> T {
    value
}

fn main() {}

use responder::prelude::*;

#[api]
struct Api;

#[post("/echo")]
fn echo<T>(#[body] value: T) -> T {
    value
}

fn main() {}

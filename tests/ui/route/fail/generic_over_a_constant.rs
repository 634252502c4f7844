// C8: nothing says which number

use responder::prelude::*;

#[api]
struct Api;

#[get("/")]
fn index<const N: usize>() -> String {
    N.to_string()
}

fn main() {}

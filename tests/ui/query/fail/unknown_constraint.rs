// C11: a constraint with a typing error, and one that is no constraint.
// errors: 2
use responder::prelude::*;

#[api]
struct Api;

#[get("/items")]
fn items(#[query(min_lenght = 1)] name: &str, #[query(between = 3)] page: u32) {
    let _ = (name, page);
}

fn main() {}

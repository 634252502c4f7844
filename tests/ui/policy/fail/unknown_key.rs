// C11: it has `api`
// errors: 3

use responder::prelude::*;

#[api]
struct Api;

#[policy(aip = Api)]
fn a() -> bool {
    true
}

#[policy("owner")]
fn b() -> bool {
    true
}

#[policy(api = "Api")]
fn c() -> bool {
    true
}

fn main() {}

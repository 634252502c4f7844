// C11: a number, nothing, and two of them
// errors: 3

use responder::prelude::*;

#[api]
struct Api {
    searches: RateLimit,
}

#[get("/number")]
#[rate_limit(60)]
fn number() {}

#[get("/nothing")]
#[rate_limit]
fn nothing() {}

#[get("/twice")]
#[rate_limit(searches)]
#[rate_limit(searches)]
fn twice() {}

fn main() {
    let _ = Api { searches: RateLimit::per_minute(1) }.searches;
}

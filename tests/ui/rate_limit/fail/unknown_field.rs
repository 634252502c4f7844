// C11: a field that the API does not have

use responder::prelude::*;

#[api]
struct Api {
    searches: RateLimit,
}

#[get("/search")]
#[rate_limit(serches)]
fn search() {}

fn main() {
    let _ = Api { searches: RateLimit::per_minute(1) }.searches;
}

// C12: above and below a route, under a condition, for a part of the API

use responder::prelude::*;

#[api]
struct Api {
    searches: RateLimit,
    limits: Limits,
}

struct Limits {
    logins: RateLimit,
}

#[rate_limit(searches)]
#[get("/above")]
fn above() {}

#[cfg_attr(all(), rate_limit(searches))]
#[get("/under/a/condition")]
fn conditional() {}

#[post("/login")]
#[public]
#[responder::rate_limit(limits.logins)]
async fn login() {}

mod part {
    use responder::prelude::*;

    #[api(within = super::Api, prefix = "/part")]
    struct Api;

    #[get("/search")]
    #[rate_limit(searches)]
    fn search() {}
}

fn main() {
    let _ = Api { searches: RateLimit::per_minute(1), limits: Limits { logins: RateLimit::per_minute(1) } };
}

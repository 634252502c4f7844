// C11: every key, with a comma at the end

use responder::prelude::*;

#[api(title = "Shop", version = "1.0", auth = User,)]
struct Api {
    #[sessions]
    sessions: Sessions,
}

#[derive(Principal)]
struct User;

#[before_request(guard, order = 1, prefix = "/a", api = self::Api,)]
fn guard(_req: &Request) {}

#[before_request(api = Api)]
fn user(_req: &Request) -> Result<User, Problem> {
    Err(abort(401))
}

#[after_request(order = -1, prefix = "/a", api = crate::Api)]
fn after_hook(_req: &Request) {}

#[route("/a", methods = [GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS,], api = Api, blocking,)]
fn route_keys() {}

mod part {
    #[responder::api(within = super::Api, prefix = "/part", title = "Part", access = explicit)]
    struct Api;
}

fn main() {}

// C8: credentials are for guards and dependencies
// errors: 2
use responder::prelude::*;

#[api]
struct Api;

#[get("/me")]
fn me(#[bearer] token: &str) -> String {
    token.to_owned()
}

#[policy]
fn allowed(#[api_key(header = "X-API-Key")] key: &str) -> bool {
    key == "k"
}

fn main() {}

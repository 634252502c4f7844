// C8: a hook that takes credentials is a guard
// errors: 2
use responder::prelude::*;

#[api]
struct Api;

#[before_request]
fn check(#[bearer] token: &str, resp: &mut Response) {
    if token != "t" {
        resp.status(401);
    }
}

#[after_request]
fn log(#[api_key(header = "X-API-Key")] key: Option<&str>) {
    println!("{key:?}");
}

fn main() {}

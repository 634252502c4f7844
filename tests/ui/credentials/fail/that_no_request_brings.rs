// C8: two schemes that share one header, and one scheme twice
// errors: 2
use responder::prelude::*;

#[api]
struct Api;

#[derive(Principal)]
struct User(String);

#[before_request]
fn user(
    #[bearer] token: &str,
    #[basic] _who: BasicCredentials,
    #[api_key(header = "X-Key")] _key: Option<&str>,
    #[api_key(header = "x-key")] _again: Option<&str>,
) -> Option<User> {
    Some(User(token.into()))
}

fn main() {}

// C8: what an argument for credentials can be
// errors: 3
use responder::prelude::*;

#[api]
struct Api;

#[derive(Principal)]
struct User(String);

#[dependency]
fn user(
    #[bearer] token: String,
    #[api_key(header = "X-API-Key")] key: Option<&[u8]>,
    #[basic] who: Option<&str>,
) -> Option<User> {
    let _ = (key, who);
    Some(User(token))
}

fn main() {}

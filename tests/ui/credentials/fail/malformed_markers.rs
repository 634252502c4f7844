// C11: what stands in a marker for credentials
// errors: 10
use responder::prelude::*;

#[api]
struct Api;

#[derive(Principal)]
struct User(String);

#[dependency]
fn user(
    #[bearer(relm = "api")] token: Option<&str>,
    #[basic(realm = "the \"inner\" circle")] who: Option<BasicCredentials>,
    #[api_key] key: Option<&str>,
    #[api_key("X-API-Key")] text: Option<&str>,
    #[api_key(header = "X API Key")] spaced: Option<&str>,
    #[api_key(header = "X-API-Key", query = "key")] twice: Option<&str>,
    #[api_key(cookie = 7)] number: Option<&str>,
    #[bearerr] typo: Option<&str>,
    #[basic = "realm"] value: Option<BasicCredentials>,
    #[api_key(header = "X-A")]
    #[api_key(cookie = "a")]
    two: Option<&str>,
) -> Option<User> {
    let _ = (who, key, text, spaced, twice, number, typo, value, two);
    token.map(|token| User(token.into()))
}

fn main() {}

//! Whatever stands in `Authorization`: only the known credentials come in, and nothing is the server's fault.
#![no_main]

use libfuzzer_sys::fuzz_target;
use responder::prelude::*;
use responder_fuzz::Client;

#[api]
struct Api {
    tokens: ApiKeys,
    passwords: ApiKeys,
}

#[derive(Principal)]
struct User(String);

#[before_request]
fn user(#[bearer] token: Option<&str>, #[basic] who: Option<BasicCredentials>, api: &Api) -> Option<User> {
    match (token, who) {
        (Some(token), _) => api.tokens.verify(token).map(|_| User(token.to_owned())),
        (_, Some(who)) => api.passwords.verify(who.as_str()).map(|_| User(who.username().to_owned())),
        _ => None,
    }
}

#[get("/me")]
fn me(user: &User) -> String {
    user.0.clone()
}

thread_local! {
    static CLIENT: Client<Api> =
        Client::new(Api { tokens: ApiKeys::new(["t"]), passwords: ApiKeys::new(["a:b"]) });
}

fuzz_target!(|field: &[u8]| {
    let Some(reply) = CLIENT.with(|client| client.get("/me", "authorization", field)) else { return };
    match reply.status() {
        200 => assert!(matches!(reply.text().as_str(), "t" | "a"), "somebody unknown is let in"),
        401 => assert!(reply.header("www-authenticate").is_some()),
        status => panic!("{status}"),
    }
});

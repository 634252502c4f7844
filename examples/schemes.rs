//! One principal, whichever way the credentials come: `cargo run --example schemes`.
//!
//! ```sh
//! curl -i localhost:5042/me                                  # 401, and what would do
//! curl localhost:5042/me -H 'Authorization: Bearer t0ken'    # a program
//! curl localhost:5042/me -H 'X-API-Key: k3y'                 # another program
//! curl localhost:5042/me -u alice:wonderland                 # somebody at a terminal
//! ```

use responder::prelude::*;

#[api(title = "Schemes")]
pub struct Api {
    tokens: ApiKeys,
    keys: ApiKeys,
    passwords: ApiKeys,
}

#[derive(Principal, Clone)]
pub struct User {
    name: String,
}

/// Called if at least one of them is there; `None` then says that it is nobody's.
#[before_request]
fn user(
    #[bearer(realm = "notes")] token: Option<&str>,
    #[api_key(header = "X-API-Key")] key: Option<&str>,
    #[basic(realm = "notes")] who: Option<BasicCredentials>,
    api: &Api,
) -> Option<User> {
    let name = if let Some(token) = token {
        api.tokens.verify(token).map(|_| "a program".to_owned())
    } else if let Some(key) = key {
        api.keys.verify(key).map(|_| "another program".to_owned())
    } else {
        who.filter(|who| api.passwords.verify(who.as_str()).is_some()).map(|who| who.username().to_owned())
    };
    name.map(|name| User { name })
}

#[get("/me")]
fn me(user: &User) -> Value {
    json!({ "name": user.name })
}

pub fn api() -> Api {
    Api { tokens: ApiKeys::new(["t0ken"]), keys: ApiKeys::new(["k3y"]), passwords: ApiKeys::new(["alice:wonderland"]) }
}

#[tokio::main]
async fn main() -> responder::Result {
    api().run().await
}

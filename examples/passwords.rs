//! Accounts with passwords: `cargo run --example passwords`.
//!
//! ```sh
//! curl localhost:5042/register -d username=ann -d password='correct horse'
//! curl -i localhost:5042/login -d username=ann -d password=wrong      # 401, and after the fifth 429
//! curl -i localhost:5042/login -d username=ann -d password='correct horse'
//! ```

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use responder::prelude::*;
use responder::{LoginThrottle, Passwords};
use serde::Deserialize;

#[api(title = "Passwords")]
pub struct Api {
    passwords: Passwords,
    throttle: LoginThrottle,
    accounts: Accounts,
    #[sessions]
    sessions: Sessions,
}

/// Hashes by user names; in earnest, a table of a database.
#[derive(Default)]
struct Accounts(Mutex<HashMap<String, String>>);

impl Accounts {
    fn hash(&self, name: &str) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    /// `false` if somebody has the name already.
    fn add(&self, name: String, hash: String) -> bool {
        let mut accounts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        !accounts.contains_key(&name) && accounts.insert(name, hash).is_none()
    }
}

#[derive(Deserialize)]
pub struct Account {
    username: String,
    password: String,
}

#[derive(Principal, Clone)]
pub struct User {
    name: String,
}

#[before_request]
fn logged_in(session: &Session) -> Option<User> {
    session.user().map(|name| User { name })
}

#[post("/register")]
#[public]
async fn register(api: &Api, resp: &mut Response, #[body] new: Account) -> Result<(), Problem> {
    if new.password.chars().count() < 12 {
        return Err(abort(422).detail("A password has at least 12 characters"));
    }
    let hash = api.passwords.hash(&new.password).await?;
    if !api.accounts.add(new.username, hash) {
        return Err(abort(409).detail("This name is taken"));
    }
    resp.status(201);
    Ok(())
}

/// An unknown name takes as long as a wrong password, and says the same.
#[post("/login")]
#[public]
async fn login(api: &Api, req: &Request, session: &Session, #[body] who: Account) -> Result<Value, Problem> {
    let attempt = api.throttle.attempt(&who.username, req)?;
    let hash = api.accounts.hash(&who.username);
    if !attempt.settle(api.passwords.verify(&who.password, hash.as_deref()).await)? {
        return Err(abort(401).detail("Invalid credentials").challenge(r#"Cookie realm="passwords""#));
    }
    session.login(&who.username);
    Ok(json!({ "welcome": who.username }))
}

#[get("/me")]
fn me(user: &User) -> Value {
    json!({ "name": user.name })
}

pub fn api() -> responder::Result<Api> {
    Ok(Api {
        passwords: Passwords::new(),
        throttle: LoginThrottle::new(),
        accounts: Accounts::default(),
        sessions: Sessions::from_env()?,
    })
}

/// The same, with hashes that cost little: for tests.
pub fn cheap() -> Api {
    let sessions = Sessions::signed("a secret that is used in tests only").map(|sessions| sessions.secure(false));
    Api {
        passwords: Passwords::new().cost(64, 1),
        throttle: LoginThrottle::new(),
        accounts: Accounts::default(),
        sessions: sessions.expect("it is long enough"),
    }
}

#[tokio::main]
async fn main() -> responder::Result {
    api()?.run().await
}

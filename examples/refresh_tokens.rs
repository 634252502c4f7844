//! Short-lived access tokens, and refresh tokens of which each is good once.
//!
//! `cargo run --example refresh_tokens`
//!
//! A login starts a family of refresh tokens. Each use replaces the token by the next of its family; if one
//! comes a second time, somebody has stolen it, and nobody can say whether the thief or the owner was first:
//! the whole family ends (RFC 9700 section 4.14.2).

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use responder::RevokedTokens;
use responder::prelude::*;
use serde::{Deserialize, Serialize};

const ACCESS: Duration = Duration::from_secs(5 * 60);
const REFRESH: Duration = Duration::from_secs(30 * 24 * 3600);

#[api(title = "Refresh tokens")]
pub struct Api {
    /// The two kinds have a `typ` each: one is never accepted as the other.
    access: JwtKeys,
    refresh: JwtKeys,
    revoked: RevokedTokens,
    /// The families that are alive, each with the one token that is good. In a real service, a table.
    families: Mutex<HashMap<String, String>>,
}

#[derive(Serialize)]
struct NewAccess {
    sub: u64,
}

#[derive(Deserialize, Principal)]
pub struct Claims {
    sub: u64,
    jti: String,
    exp: u64,
}

#[derive(Serialize, Deserialize)]
struct Refresh {
    sub: u64,
    family: String,
    jti: String,
}

#[derive(Deserialize)]
struct Credentials {
    username: String,
    password: String,
}

#[derive(Deserialize)]
struct Renewal {
    refresh_token: String,
}

#[derive(Serialize)]
struct Tokens {
    access_token: String,
    token_type: &'static str,
    expires_in: u64,
    refresh_token: String,
}

#[before_request]
fn guard(req: &Request, api: &Api) -> Result<Option<Claims>, JwtError> {
    req.bearer_token().map(|token| api.access.verify(token)).transpose()
}

#[exception_handler]
fn invalid_token(exc: JwtError) -> Problem {
    exc.into()
}

#[post("/login")]
#[public]
fn login(api: &Api, #[body] who: Credentials) -> Result<Tokens, Problem> {
    if (who.username.as_str(), who.password.as_str()) != ("alice", "secret") {
        return Err(abort(401).detail("Invalid credentials").challenge("Bearer"));
    }
    api.tokens(7, random_id())
}

#[post("/refresh")]
#[public]
fn refresh(api: &Api, #[body] renewal: Renewal) -> Result<Tokens, Problem> {
    let used: Refresh = api.refresh.verify(&renewal.refresh_token)?;
    let is_current = {
        let mut families = api.families.lock().unwrap_or_else(PoisonError::into_inner);
        // Whatever it is, it was used now. A family that is not continued below has ended.
        families.remove(&used.family).is_some_and(|current| current == used.jti)
    };
    if !is_current {
        api.revoked.subject(used.sub.to_string());
        return Err(JwtError::Revoked.into());
    }
    api.tokens(used.sub, used.family)
}

/// Ends this access token. The client forgets its refresh token.
#[post("/logout")]
fn logout(api: &Api, claims: &Claims) {
    api.revoked.token(&claims.jti, claims.exp);
}

#[get("/me")]
fn me(claims: &Claims) -> Value {
    json!({ "user_id": claims.sub })
}

impl Api {
    fn tokens(&self, sub: u64, family: String) -> Result<Tokens, Problem> {
        let next = Refresh { sub, family, jti: random_id() };
        let tokens = Tokens {
            access_token: self.access.issue_for(&NewAccess { sub }, ACCESS)?,
            token_type: "Bearer",
            expires_in: ACCESS.as_secs(),
            refresh_token: self.refresh.issue_for(&next, REFRESH)?,
        };
        self.families.lock().unwrap_or_else(PoisonError::into_inner).insert(next.family, next.jti);
        Ok(tokens)
    }

    fn new(secret: JwtKeys) -> Api {
        let revoked = RevokedTokens::new(ACCESS);
        Api {
            access: secret.clone().token_type("at+jwt").revocation(revoked.clone()),
            refresh: secret.token_type("rt+jwt"),
            revoked,
            families: Mutex::default(),
        }
    }
}

fn random_id() -> String {
    uuid::Uuid::new_v4().to_string()
}

#[tokio::main]
async fn main() -> responder::Result {
    Api::new(JwtKeys::hs256_from_env("SECRET")?).run().await
}

pub fn api() -> Api {
    Api::new(JwtKeys::hs256("a secret for the tests of this example").expect("long enough"))
}

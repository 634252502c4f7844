//! The server that hostile input is thrown at: `cargo run --release --example hostile -- PORT`.
//!
//! Each way to authenticate is a part of the API with a guard of its own.

use std::time::Duration;

use responder::prelude::*;
use tokio::net::TcpListener;

#[api(title = "Hostile")]
pub struct Api {
    jwt: JwtKeys,
    keys: ApiKeys,
    passwords: ApiKeys,
    #[sessions]
    sessions: Sessions,
}

#[get("/")]
fn index() -> &'static str {
    "hello"
}

#[post("/echo")]
async fn echo(req: &Request) -> Result<Vec<u8>, BodyError> {
    Ok(req.content().await?.into())
}

/// Answers without reading the body.
#[post("/nobody")]
fn nobody() -> &'static str {
    "done"
}

#[get("/login")]
fn login_page() -> &'static str {
    "log in"
}

#[get("/redirect")]
fn redirect(req: &Request, resp: &mut Response) {
    resp.redirect(req.query().get("next").unwrap_or("/"));
}

#[get("/slow")]
async fn slow() -> &'static str {
    tokio::time::sleep(Duration::from_millis(500)).await;
    "slow"
}

#[get("/panic")]
fn panics() {
    panic!("boom");
}

mod bearer {
    use responder::prelude::*;
    use serde::Deserialize;

    #[api(within = super::Api)]
    struct Api;

    #[derive(Role)]
    enum Role {
        Admin,
        User,
    }

    #[derive(Deserialize, Principal)]
    struct Claims {
        sub: String,
        #[serde(default, deserialize_with = "responder::role_or_none")]
        #[principal(role)]
        role: Option<Role>,
    }

    #[before_request]
    fn guard(#[bearer] token: &str, api: &super::Api) -> Result<Claims, JwtError> {
        api.jwt.verify(token)
    }

    #[get("/me")]
    fn me(claims: &Claims) -> Value {
        json!({ "sub": claims.sub })
    }

    #[get("/admin")]
    #[require_role("admin")]
    fn admin() -> &'static str {
        "ADMIN-SECRET"
    }
}

mod keys {
    use responder::prelude::*;

    #[api(within = super::Api)]
    struct Api;

    #[derive(Principal)]
    struct Program;

    #[before_request]
    fn guard(#[api_key(header = "X-API-Key")] key: &str, api: &super::Api) -> Option<Program> {
        api.keys.verify(key).map(|_| Program)
    }

    #[get("/protected")]
    fn protected() -> &'static str {
        "protected"
    }
}

mod basic {
    use responder::prelude::*;

    #[api(within = super::Api)]
    struct Api;

    #[derive(Principal)]
    struct User(String);

    #[before_request]
    fn guard(#[basic] who: BasicCredentials, api: &super::Api) -> Option<User> {
        api.passwords.verify(who.as_str()).map(|_| User(who.username().to_owned()))
    }

    #[get("/basic")]
    fn basic(user: &User) -> Value {
        json!({ "user": user.0 })
    }
}

mod web {
    use responder::prelude::*;
    use serde::Deserialize;

    #[api(within = super::Api, prefix = "/session")]
    struct Api;

    struct User(String);

    #[before_request]
    fn guard(session: &Session) -> Result<User, Problem> {
        session.user().map(User).ok_or(abort(401).challenge(r#"Cookie realm="session""#))
    }

    #[derive(Deserialize)]
    struct Login {
        username: String,
        password: String,
    }

    #[post("/login")]
    #[public]
    fn login(session: &Session, #[body] who: Login) -> Result<(), Problem> {
        if who.password != "secret" {
            return Err(abort(401).challenge(r#"Cookie realm="session""#));
        }
        session.login(who.username);
        Ok(())
    }

    #[get("/me")]
    fn me(user: &User) -> Value {
        json!({ "user": user.0 })
    }

    #[post("/logout")]
    fn logout(session: &Session) {
        session.logout();
    }
}

#[tokio::main]
async fn main() -> responder::Result {
    let port = std::env::args().nth(1).unwrap_or_else(|| "8080".into());
    let listener = TcpListener::bind(format!("127.0.0.1:{port}"))
        .await
        .map_err(|error| responder::Error::configuration(error.to_string()))?;
    let api = Api {
        jwt: JwtKeys::hs256("hostile-corpus-hs256-key-0123456789abcdef")?
            .issuer("https://issuer.test")
            .audience("api.test"),
        keys: ApiKeys::new(["sk-abc123", "sk-def456"]),
        passwords: ApiKeys::new(["alice:s3cret"]),
        sessions: Sessions::signed("hostile-corpus-session-key-0123456789abcdef")?,
    };
    api.into_app()?.serve(listener).await
}

//! Limits for all routes, and for one.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use responder::prelude::*;
use responder::{App, Quota, RateLimitStore, StoreError};

#[api]
pub struct Api {
    short: RateLimit,
    own: RateLimit,
    refusing: RateLimit,
    counting: RateLimit,
}

pub fn app() -> responder::Result<App<Api>> {
    let api = Api {
        short: RateLimit::new(1, Duration::from_secs(2)).by(client),
        own: RateLimit::per_minute(2).by(client),
        refusing: RateLimit::per_minute(1).stored(Refusing),
        counting: RateLimit::per_minute(1).stored(Counting::default()),
    };
    Ok(api.into_app()?.rate_limit(RateLimit::per_minute(3).by(client)))
}

/// The proxy in front of this app writes the last address; those before it are anybody's word.
fn client(req: &Request) -> String {
    let forwarded = req.header("x-forwarded-for").and_then(|hops| hops.rsplit(',').next());
    let peer = || req.client_ip().map(|address| address.to_string()).unwrap_or_default();
    forwarded.or(req.header("x-real-ip")).map_or_else(peer, |client| client.trim().to_owned())
}

/// In the form of this API.
#[exception_handler(429)]
fn too_many(exc: Problem, resp: &mut Response) {
    exc.write(resp);
    resp.media(&json!({ "error": "rate limit exceeded" }));
}

#[route("/limited")]
fn limited() -> Value {
    json!({ "ok": true })
}

#[route("/short")]
#[rate_limit(short)]
fn short() -> Value {
    json!({ "ok": true })
}

#[route("/returns")]
#[rate_limit(own)]
fn returns() -> Value {
    json!({ "ok": true })
}

#[route("/user/{id:int}")]
#[rate_limit(own)]
fn user(id: i64) -> Value {
    json!({ "id": id })
}

/// A store that has nothing left for anybody.
struct Refusing;

impl RateLimitStore for Refusing {
    async fn take(&self, _key: &str, _limit: u32, window: Duration) -> Result<Quota, StoreError> {
        Ok(Quota::Exhausted { retry_after: window })
    }
}

#[route("/custom-backend")]
#[rate_limit(refusing)]
fn custom_backend() -> &'static str {
    "never"
}

/// A store that has to be waited for.
#[derive(Default)]
struct Counting(AtomicU32);

impl RateLimitStore for Counting {
    async fn take(&self, _key: &str, limit: u32, window: Duration) -> Result<Quota, StoreError> {
        tokio::task::yield_now().await;
        match limit.checked_sub(self.0.fetch_add(1, Ordering::Relaxed).saturating_add(1)) {
            Some(left) => Ok(Quota::Left(left)),
            None => Ok(Quota::Exhausted { retry_after: window }),
        }
    }
}

#[route("/async-backend")]
#[rate_limit(counting)]
fn async_backend() -> &'static str {
    "once"
}

/// A limit by the address of the connection, which no header changes.
pub mod peer {
    use std::time::Duration;

    use responder::App;
    use responder::prelude::*;

    #[api]
    pub struct Api;

    pub fn app() -> responder::Result<App<Api>> {
        Ok(Api.into_app()?.rate_limit(RateLimit::new(1, Duration::from_secs(2))))
    }

    #[exception_handler(429)]
    fn too_many(exc: Problem, resp: &mut Response) {
        exc.write(resp);
        resp.media(&json!({ "error": "rate limit exceeded" }));
    }

    #[route("/limited")]
    fn limited() -> Value {
        json!({ "ok": true })
    }
}

//! How many requests somebody may make in a time.

mod store;

use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use store::{DynStore, Memory};
pub use store::{Quota, RateLimitStore};

use crate::counters::network;
use crate::message::{Problem, Request, Response};

/// Limits how many requests a client may make in a time: a hundred in a minute, say.
///
/// For all routes of an app there is [`App::rate_limit`](crate::app::App::rate_limit), for one route the attribute
/// `#[rate_limit(field)]`, and [`take`](Self::take) for what a handler counts itself. The time begins with a
/// client's first request, and when it is over, its requests are counted anew; refused ones are not counted. So
/// around that moment a client may make up to twice as many in a short time.
///
/// Every answer of a limited route says in `X-RateLimit-Limit` how many requests there may be, and in
/// `X-RateLimit-Remaining` how many are left. Too many are answered with 429, and `Retry-After` in seconds; write an
/// `#[exception_handler(429)]` for another form of it.
///
/// A client is the [address](Request::client_ip) of the request, and in IPv6 its network of 64 bits; behind a proxy that
/// the app does not [trust](crate::app::App::trust_proxies), all are one client. What is counted is kept in this
/// process, for at most 100,000 clients: of more, the oldest are forgotten. Clones share it.
///
/// ```
/// use responder::{RateLimit, prelude::*, rate_limit};
///
/// #[api]
/// struct Api {
///     searches: RateLimit,
/// }
///
/// #[get("/search")]
/// #[rate_limit(searches)]
/// fn search() -> &'static str {
///     "found"
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> responder::Result {
/// let app = Api { searches: RateLimit::per_minute(1) }.into_app()?.rate_limit(RateLimit::per_hour(1000));
/// let client = app.test_client().await;
/// assert_eq!(client.get("/search").await.header("x-ratelimit-remaining"), Some("0"));
/// assert_eq!(client.get("/search").await.status(), 429);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct RateLimit {
    limit: u32,
    window: Duration,
    key: Option<Key>,
    store: Store,
}

/// Who is counted together.
type Key = Arc<dyn Fn(&Request) -> String + Send + Sync>;

#[derive(Clone)]
enum Store {
    Memory(Arc<Memory>),
    Own(Arc<dyn DynStore>),
}

impl RateLimit {
    /// So many requests, at least 1, in this time, at least a second.
    pub fn new(limit: u32, window: Duration) -> Self {
        RateLimit {
            limit: limit.max(1),
            window: window.max(Duration::from_secs(1)),
            key: None,
            store: Store::Memory(Arc::default()),
        }
    }

    /// So many requests in a second.
    pub fn per_second(limit: u32) -> Self {
        RateLimit::new(limit, Duration::from_secs(1))
    }

    /// So many requests in a minute.
    pub fn per_minute(limit: u32) -> Self {
        RateLimit::new(limit, Duration::from_secs(60))
    }

    /// So many requests in an hour.
    pub fn per_hour(limit: u32) -> Self {
        RateLimit::new(limit, Duration::from_secs(60 * 60))
    }

    /// Who is counted together, in place of the client's address.
    ///
    /// Take nothing that a client can choose for each request: a key that was not checked yet, or the first address in
    /// `X-Forwarded-For`, is a limit for honest people only. The limit is applied before the guards.
    ///
    /// ```
    /// use responder::{RateLimit, prelude::*};
    /// // One limit for all clients together.
    /// let limit = RateLimit::per_second(500).by(|_: &Request| "all".into());
    /// # let _ = limit;
    /// ```
    pub fn by(mut self, key: impl Fn(&Request) -> String + Send + Sync + 'static) -> Self {
        self.key = Some(Arc::new(key));
        self
    }

    /// Counts in a store of your own, which several processes can share, in place of this process' memory.
    ///
    /// A store that fails refuses: the request is answered with 503. Where requests matter more than the limit, let the
    /// store itself answer [`Quota::Left`] when what is behind it does not.
    pub fn stored(mut self, store: impl RateLimitStore) -> Self {
        self.store = Store::Own(Arc::new(store));
        self
    }

    /// Counts one for this key, which is anything of your own: the account that a message is sent to, say.
    ///
    /// What it is about should stand in the key, if the same limit is used for several things.
    ///
    /// # Errors
    /// 429 with `Retry-After`, if there were too many; 503, if the store fails. Neither names the key.
    pub async fn take(&self, key: &str) -> Result<(), Problem> {
        match self.quota(key).await? {
            Quota::Left(_) => Ok(()),
            Quota::Exhausted { retry_after } => Err(too_many(retry_after)),
        }
    }

    /// Counts a request. What the answer has to say of it is noted in any case but that of a store that fails.
    pub(crate) async fn count(&self, request: &Request, standing: &mut Option<Standing>) -> Result<(), Problem> {
        let key = match (&self.key, request.client_ip()) {
            (Some(key), _) => key(request),
            (None, Some(address)) => network(address).to_string(),
            (None, None) => String::new(),
        };
        let quota = self.quota(&key).await?;
        let remaining = if let Quota::Left(remaining) = quota { remaining } else { 0 };
        *standing = Some(Standing { limit: self.limit, remaining });
        match quota {
            Quota::Left(_) => Ok(()),
            Quota::Exhausted { retry_after } => Err(too_many(retry_after)),
        }
    }

    async fn quota(&self, key: &str) -> Result<Quota, Problem> {
        match &self.store {
            Store::Memory(memory) => Ok(memory.take(key, self.limit, self.window)),
            Store::Own(store) => store.take(key, self.limit, self.window).await.map_err(|error| {
                tracing::error!("the store of a rate limit fails: {error}");
                Problem::new(503)
            }),
        }
    }
}

impl std::fmt::Debug for RateLimit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RateLimit({} in {:?})", self.limit, self.window)
    }
}

fn too_many(retry_after: Duration) -> Problem {
    // A part of a second is a second: who comes back before is refused again.
    let seconds = retry_after.as_secs().saturating_add(u64::from(retry_after.subsec_nanos() > 0)).max(1);
    Problem::new(429).detail("Rate limit exceeded").retry_after(seconds)
}

/// How a client stands, as answers say it.
pub(crate) struct Standing {
    limit: u32,
    remaining: u32,
}

impl Standing {
    pub(crate) fn write(&self, response: &mut Response) {
        response
            .header("x-ratelimit-limit", HeaderValue::from(self.limit))
            .header("x-ratelimit-remaining", HeaderValue::from(self.remaining));
    }
}

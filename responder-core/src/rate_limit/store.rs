//! Where requests are counted.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use tokio::time::Instant;

use crate::counters::Counters;

/// Why a store of rate limits could not count. The client sees a 503, and nothing of this text.
type Failed = Box<dyn std::error::Error + Send + Sync>;

/// What is left after a request was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quota {
    /// It may pass, and so many more.
    Left(u32),
    /// It may not, and was not counted.
    Exhausted {
        /// How long until one may.
        retry_after: Duration,
    },
}

/// Counts requests in a place that several processes share: implement it for a database.
///
/// ```
/// use responder::{Quota, RateLimit, RateLimitStore, StoreError};
/// use std::sync::atomic::{AtomicU32, Ordering};
/// use std::time::Duration;
///
/// /// One limit for everybody, which never begins anew: an example.
/// #[derive(Default)]
/// struct Total(AtomicU32);
///
/// impl RateLimitStore for Total {
///     async fn take(&self, _key: &str, limit: u32, window: Duration) -> Result<Quota, StoreError> {
///         let before = self.0.fetch_add(1, Ordering::Relaxed);
///         match limit.checked_sub(before.saturating_add(1)) {
///             Some(left) => Ok(Quota::Left(left)),
///             None => Ok(Quota::Exhausted { retry_after: window }),
///         }
///     }
/// }
///
/// let limit = RateLimit::per_minute(60).stored(Total::default());
/// # let _ = limit;
/// ```
pub trait RateLimitStore: Send + Sync + 'static {
    /// Counts one request of `key`, unless `limit` were counted in the `window` that began with the first of them.
    ///
    /// It has to be one step of the store: two requests at the same time are two. The key may hold anything that a
    /// request does, of any length; several limits in one store tell their keys apart themselves.
    ///
    /// # Errors
    /// If it cannot be counted: the request is refused with 503.
    fn take(&self, key: &str, limit: u32, window: Duration) -> impl Future<Output = Result<Quota, Failed>> + Send;
}

/// The same, for any store.
pub(super) trait DynStore: Send + Sync {
    fn take<'a>(
        &'a self,
        key: &'a str,
        limit: u32,
        window: Duration,
    ) -> Pin<Box<dyn Future<Output = Result<Quota, Failed>> + Send + 'a>>;
}

impl<S: RateLimitStore> DynStore for S {
    fn take<'a>(
        &'a self,
        key: &'a str,
        limit: u32,
        window: Duration,
    ) -> Pin<Box<dyn Future<Output = Result<Quota, Failed>> + Send + 'a>> {
        Box::pin(RateLimitStore::take(self, key, limit, window))
    }
}

/// The memory of this process.
pub(super) struct Memory {
    /// What the counters' milliseconds are counted from.
    begun: Instant,
    counters: Counters,
}

impl Default for Memory {
    fn default() -> Self {
        Memory { begun: Instant::now(), counters: Counters::default() }
    }
}

impl Memory {
    pub(super) fn take(&self, key: &str, limit: u32, window: Duration) -> Quota {
        let milliseconds = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        let now = milliseconds(self.begun.elapsed());
        let key = self.counters.key(key);
        let mut counts = self.counters.lock();
        counts.forget(now);
        if let Some(full) = counts.get(key).filter(|count| count.times >= limit) {
            return Quota::Exhausted { retry_after: Duration::from_millis(full.until.saturating_sub(now)) };
        }
        counts.add(key, now.saturating_add(milliseconds(window)));
        Quota::Left(limit.saturating_sub(counts.get(key).map_or(1, |count| count.times)))
    }
}

//! Who may keep an answer, and for how long (RFC 9111 section 5.2.2).

use std::fmt;
use std::time::Duration;

use http::HeaderValue;
use http::header::CACHE_CONTROL;

use super::response::Response;

/// Who may keep an answer and for how long: the `Cache-Control` of a response (RFC 9111 section 5.2.2).
///
/// Durations are sent in whole seconds, and at most 2147483648 of them, which is as good as forever (section 1.2.2).
/// Directives that exclude each other are both sent, and caches obey the stricter one.
///
/// ```
/// use std::time::Duration;
/// use responder::CacheControl;
/// let control = CacheControl::new().public().max_age(Duration::from_secs(3600)).must_revalidate();
/// assert_eq!(control.to_string(), "public, max-age=3600, must-revalidate");
/// assert_eq!(CacheControl::no_store().to_string(), "no-store");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CacheControl {
    directives: Vec<Directive>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Directive {
    name: &'static str,
    seconds: Option<u64>,
}

/// What every cache takes for forever.
const FOREVER: u64 = 1 << 31;

impl CacheControl {
    /// Nothing is said yet.
    pub fn new() -> Self {
        CacheControl::default()
    }

    /// Nobody may keep it.
    pub fn no_store() -> Self {
        CacheControl::new().with("no-store", None)
    }

    /// It may be kept, and whoever has it asks each time whether it is still good.
    pub fn no_cache() -> Self {
        CacheControl::new().with("no-cache", None)
    }

    /// Shared caches may keep it, also what was asked for with credentials.
    pub fn public(self) -> Self {
        self.with("public", None)
    }

    /// Only the client itself may keep it.
    pub fn private(self) -> Self {
        self.with("private", None)
    }

    /// It is good for this long.
    pub fn max_age(self, age: Duration) -> Self {
        self.with("max-age", Some(age))
    }

    /// It is good for this long in shared caches.
    pub fn s_maxage(self, age: Duration) -> Self {
        self.with("s-maxage", Some(age))
    }

    /// For so long after that, it may be used while it is fetched anew (RFC 5861).
    pub fn stale_while_revalidate(self, age: Duration) -> Self {
        self.with("stale-while-revalidate", Some(age))
    }

    /// For so long after that, it may be used if it cannot be fetched anew (RFC 5861).
    pub fn stale_if_error(self, age: Duration) -> Self {
        self.with("stale-if-error", Some(age))
    }

    /// After that, it must not be used unless it was fetched anew.
    pub fn must_revalidate(self) -> Self {
        self.with("must-revalidate", None)
    }

    /// Nobody on the way may change its content.
    pub fn no_transform(self) -> Self {
        self.with("no-transform", None)
    }

    /// As long as it is good, it does not change: not even a reload asks for it (RFC 8246).
    pub fn immutable(self) -> Self {
        self.with("immutable", None)
    }

    /// Says it, in place of what was said of the same name.
    fn with(mut self, name: &'static str, age: Option<Duration>) -> Self {
        let said = Directive { name, seconds: age.map(|age| age.as_secs().min(FOREVER)) };
        match self.directives.iter_mut().find(|directive| directive.name == name) {
            Some(directive) => *directive = said,
            None => self.directives.push(said),
        }
        self
    }
}

impl fmt::Display for CacheControl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, Directive { name, seconds }) in self.directives.iter().enumerate() {
            f.write_str(if index == 0 { "" } else { ", " })?;
            f.write_str(name)?;
            if let Some(seconds) = seconds {
                write!(f, "={seconds}")?;
            }
        }
        Ok(())
    }
}

impl Response {
    /// Says who may keep this answer and for how long, in place of what was said before. Nothing said removes it.
    ///
    /// ```
    /// use std::time::Duration;
    /// use responder::{CacheControl, prelude::*};
    /// # #[api] struct Api;
    /// #[get("/prices")]
    /// fn prices(resp: &mut Response) -> Value {
    ///     resp.cache_control(CacheControl::new().public().max_age(Duration::from_secs(60)));
    ///     json!({ "gold": 1 })
    /// }
    /// ```
    pub fn cache_control(&mut self, control: CacheControl) -> &mut Self {
        if control.directives.is_empty() {
            self.headers_mut().remove(CACHE_CONTROL);
            return self;
        }
        // Names and digits can always stand in a header.
        if let Ok(value) = HeaderValue::try_from(control.to_string()) {
            self.headers_mut().insert(CACHE_CONTROL, value);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_on_a_directive_counts_and_no_age_is_beyond_what_caches_know() {
        let control = CacheControl::no_cache().max_age(Duration::from_secs(1)).private();
        assert_eq!(control.clone().max_age(Duration::MAX).to_string(), "no-cache, max-age=2147483648, private");
        assert_eq!(control.max_age(Duration::from_millis(1999)).to_string(), "no-cache, max-age=1, private");
    }
}

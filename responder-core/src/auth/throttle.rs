//! Logins that fail too often.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use crate::clock::now;
use crate::counters::{Counters, network};
use crate::message::{Problem, Request};

/// How many names one address may get wrong, for each attempt at one of them; and how many addresses one name.
const NAMES: u32 = 10;
const ADDRESSES: u32 = 20;

/// Limits how often a login can fail, so that a password cannot be found by trying.
///
/// By default, within 15 minutes, 5 attempts at one name from one address may fail, 50 from one address, and 100 at one
/// name; the next is answered with 429 and `Retry-After`. So somebody who tries passwords from elsewhere does not
/// lock a user out soon. An attempt counts from its start until it is [settled](LoginAttempt::settle): many at the
/// same time are not let through.
///
/// It is kept in this process, for 100,000 names and addresses. Clones share what was counted.
///
/// ```
/// use responder::{LoginThrottle, Passwords, prelude::*};
/// # use serde::Deserialize;
/// #[api]
/// struct Api {
///     throttle: LoginThrottle,
///     passwords: Passwords,
///     hash: String,
/// }
///
/// # #[derive(Deserialize)]
/// # struct Login { username: String, password: String }
/// #[post("/login")]
/// #[public]
/// async fn login(api: &Api, req: &Request, #[body] who: Login) -> Result<Value, Problem> {
///     let attempt = api.throttle.attempt(&who.username, req)?;
///     let hash = (who.username == "admin").then_some(api.hash.as_str());
///     if !attempt.settle(api.passwords.verify(&who.password, hash).await)? {
///         return Err(abort(401).detail("Invalid credentials").challenge("Bearer"));
///     }
///     Ok(json!({ "welcome": who.username }))
/// }
/// ```
#[derive(Clone, Debug)]
pub struct LoginThrottle {
    failures: u32,
    window: Duration,
    counters: Arc<Counters>,
}

/// What is counted: attempts at a name from an address, from an address, and at a name.
type Keys = [u64; 3];

impl Default for LoginThrottle {
    fn default() -> Self {
        LoginThrottle::new()
    }
}

impl LoginThrottle {
    /// 5 attempts in 15 minutes.
    pub fn new() -> Self {
        LoginThrottle { failures: 5, window: Duration::from_secs(15 * 60), counters: Arc::default() }
    }

    /// How many attempts at one name from one address may fail, at least 1. From one address it is ten times as
    /// many, at one name twenty times.
    pub fn failures(mut self, failures: u32) -> Self {
        self.failures = failures.max(1);
        self
    }

    /// Within how much time, in whole seconds, at least 1; counted from the first attempt. Nothing is counted yet
    /// in what is returned.
    pub fn within(mut self, window: Duration) -> Self {
        // All counters of one queue last equally long.
        self.counters = Arc::default();
        self.window = window.max(Duration::from_secs(1));
        self
    }

    /// An attempt to log in by this name, from the request's [client](Request::client_ip).
    ///
    /// Behind a proxy that the app does not [trust](crate::app::App::trust_proxies), that is the proxy, for everybody.
    ///
    /// # Errors
    /// [`TooManyAttempts`] if too many have failed.
    pub fn attempt(&self, name: &str, req: &Request) -> Result<LoginAttempt, TooManyAttempts> {
        self.attempt_from(name, req.client_ip())
    }

    /// An attempt to log in by this name, from this address; all without one count as of one.
    ///
    /// # Errors
    /// [`TooManyAttempts`] if too many have failed.
    pub fn attempt_from(&self, name: &str, address: Option<IpAddr>) -> Result<LoginAttempt, TooManyAttempts> {
        self.attempt_at(name, address, now())
    }

    fn attempt_at(&self, name: &str, address: Option<IpAddr>, now: u64) -> Result<LoginAttempt, TooManyAttempts> {
        // A name that differs in case or spaces only may be the same to the application.
        let (name, address) = (name.trim().to_lowercase(), address.map(network));
        let keys = [
            self.counters.key((Some(&name), Some(address))),
            self.counters.key((None::<&String>, Some(address))),
            self.counters.key((Some(&name), None::<Option<IpAddr>>)),
        ];
        let limits = [self.failures, self.failures.saturating_mul(NAMES), self.failures.saturating_mul(ADDRESSES)];
        let mut counts = self.counters.lock();
        counts.forget(now);
        let full = keys
            .iter()
            .zip(limits)
            .filter_map(|(key, limit)| counts.get(*key).filter(|count| count.times >= limit).map(|count| count.until));
        if let Some(until) = full.max() {
            return Err(TooManyAttempts { retry_after: Duration::from_secs(until.saturating_sub(now).max(1)) });
        }
        let until = now.saturating_add(self.window.as_secs());
        for key in keys {
            counts.add(key, until);
        }
        drop(counts);
        Ok(LoginAttempt { counters: Arc::clone(&self.counters), keys })
    }
}

/// An attempt to log in, which counts as a failure until it is settled.
#[derive(Debug)]
#[must_use = "it counts as failed until it is settled"]
pub struct LoginAttempt {
    counters: Arc<Counters>,
    keys: Keys,
}

impl LoginAttempt {
    /// Whether the password was right. If so, what has failed before from this address at this name is forgotten; if
    /// that could not be found out, this attempt counts nowhere.
    ///
    /// # Errors
    /// That of the verification.
    pub fn settle<E>(self, verified: Result<bool, E>) -> Result<bool, E> {
        let mut counts = self.counters.lock();
        let [both, elsewhere @ ..] = self.keys;
        if let (Some(count), false) = (counts.get_mut(both), matches!(verified, Ok(false))) {
            count.times = if verified.is_ok() { 0 } else { count.times.saturating_sub(1) };
        }
        for key in elsewhere {
            if let (Some(count), false) = (counts.get_mut(key), matches!(verified, Ok(false))) {
                count.times = count.times.saturating_sub(1);
            }
        }
        verified
    }
}

/// Too many logins have failed: 429, with `Retry-After`.
///
/// It has a response of its own, and an `#[exception_handler]` for it replaces that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyAttempts {
    retry_after: Duration,
}

impl TooManyAttempts {
    /// How long until the next attempt can succeed, in whole seconds.
    pub fn retry_after(&self) -> Duration {
        self.retry_after
    }
}

impl std::fmt::Display for TooManyAttempts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Too many failed logins")
    }
}

impl std::error::Error for TooManyAttempts {}

impl From<TooManyAttempts> for Problem {
    fn from(error: TooManyAttempts) -> Self {
        Problem::new(429).detail(error.to_string()).retry_after(error.retry_after.as_secs())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counters::CAPACITY;

    const HERE: Option<IpAddr> = Some(IpAddr::V4(std::net::Ipv4Addr::LOCALHOST));

    fn fail(throttle: &LoginThrottle, name: &str, address: Option<IpAddr>, now: u64) -> Option<u64> {
        throttle.attempt_at(name, address, now).err().map(|error| error.retry_after.as_secs())
    }

    fn address(text: &str) -> Option<IpAddr> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn after_five_failures_the_next_waits_for_the_window_to_end() {
        let throttle = LoginThrottle::new();
        for second in 0..5 {
            assert_eq!(fail(&throttle, "ann", HERE, 1000 + second), None);
        }
        assert_eq!(fail(&throttle, "ann", HERE, 1005), Some(895));
        assert_eq!(fail(&throttle, " ANN ", HERE, 1899), Some(1), "the same name");
        assert_eq!(fail(&throttle, "ann", address("192.0.2.1"), 1005), None, "from elsewhere");
        assert_eq!(fail(&throttle, "bob", HERE, 1005), None, "another name");
        assert_eq!(fail(&throttle, "ann", HERE, 1900), None, "the window is over");
    }

    #[test]
    fn success_forgets_what_failed_before() {
        let throttle = LoginThrottle::new().failures(2);
        for _ in 0..10 {
            assert_eq!(fail(&throttle, "ann", HERE, 1), None);
            assert_eq!(throttle.attempt_at("ann", HERE, 1).unwrap().settle(Ok::<_, ()>(true)), Ok(true));
        }
    }

    #[test]
    fn what_could_not_be_decided_counts_nowhere() {
        let throttle = LoginThrottle::new().failures(1);
        for _ in 0..30 {
            assert_eq!(throttle.attempt_at("ann", HERE, 1).unwrap().settle(Err("busy")), Err("busy"));
        }
        assert_eq!(throttle.attempt_at("ann", HERE, 1).unwrap().settle(Ok::<_, ()>(false)), Ok(false));
        assert!(fail(&throttle, "ann", HERE, 1).is_some());
    }

    #[test]
    fn logins_that_succeed_do_not_push_out_what_others_failed() {
        let throttle = LoginThrottle::new().failures(1);
        assert_eq!(fail(&throttle, "ann", HERE, 1), None);
        for _ in 0..1000 {
            let attempt = throttle.attempt_at("bob", address("192.0.2.1"), 1).unwrap();
            assert_eq!(attempt.settle(Ok::<_, ()>(true)), Ok(true));
        }
        assert_eq!(throttle.counters.lock().len(), 6, "three counters for each of the two");
        assert!(fail(&throttle, "ann", HERE, 1).is_some());
    }

    #[test]
    fn attempts_at_the_same_time_all_count() {
        let throttle = LoginThrottle::new().failures(3);
        let running: Vec<_> = (0..3).map(|_| throttle.attempt_at("ann", HERE, 1).unwrap()).collect();
        assert!(fail(&throttle, "ann", HERE, 1).is_some());
        drop(running);
        assert!(fail(&throttle, "ann", HERE, 1).is_some(), "dropped is failed");
    }

    #[test]
    fn many_names_from_one_address_and_many_addresses_at_one_name_are_limited_too() {
        let throttle = LoginThrottle::new().failures(1);
        for name in 0..10 {
            assert_eq!(fail(&throttle, &format!("user{name}"), HERE, 1), None);
        }
        assert!(fail(&throttle, "somebody", HERE, 1).is_some());
        for last in 0..20 {
            assert_eq!(fail(&throttle, "ann", address(&format!("192.0.2.{last}")), 1), None);
        }
        assert!(fail(&throttle, "ann", address("198.51.100.1"), 1).is_some());
    }

    #[test]
    fn all_addresses_of_one_ipv6_network_are_one() {
        let throttle = LoginThrottle::new().failures(1);
        assert_eq!(fail(&throttle, "ann", address("2001:db8::1"), 1), None);
        assert!(fail(&throttle, "ann", address("2001:db8::ffff:2"), 1).is_some());
        assert_eq!(fail(&throttle, "ann", address("2001:db8:0:1::1"), 1), None);
        assert_eq!(network("::ffff:192.0.2.1".parse().unwrap()), "192.0.2.1".parse::<IpAddr>().unwrap());
    }

    #[test]
    fn the_counters_are_bounded() {
        let throttle = LoginThrottle::new();
        for name in 0..CAPACITY as u64 {
            let _ = fail(&throttle, &name.to_string(), None, name / 1000);
        }
        assert!(throttle.counters.lock().len() <= CAPACITY + 3);
    }
}

//! Key sets that change by themselves: in a file, or at the address of whoever issues the tokens.

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use serde::de::DeserializeOwned;
use tokio::sync::Mutex;

use super::claims::Rules;
use super::error::KeyError;
use super::jwk;
use super::key_set::KeySet;
use super::{JwtError, JwtKeys};

/// The longest key set that is read, in bytes.
pub(super) const MAX_SET: usize = 256 * 1024;

/// The keys that verify now.
pub(super) type Current = ArcSwap<KeySet>;

/// When a key set is looked at again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schedule {
    /// As often in any case.
    pub(super) every: Duration,
    /// As often after a failure.
    pub(super) failed: Duration,
    /// For tokens of an unknown key, at most as often.
    pub(super) asked: Duration,
    /// Without success for so long, no key of it counts any more.
    pub(super) stale: Duration,
}

impl Schedule {
    pub(super) const USUAL: Schedule = Schedule {
        every: Duration::from_secs(10 * 60),
        failed: Duration::from_secs(30),
        asked: Duration::from_secs(30),
        stale: Duration::from_secs(24 * 60 * 60),
    };
}

/// Where it is.
#[derive(Debug)]
pub(super) enum Place {
    File(PathBuf),
    #[cfg(feature = "jwks")]
    Url(super::fetch::Address),
}

impl JwtKeys {
    /// A JSON Web Key set in a file, which is read again every ten minutes: for keys that something else keeps
    /// up to date. It verifies; it cannot issue.
    ///
    /// A file that cannot be read later, or is no key set any more, changes nothing for a day, with a warning;
    /// then all tokens are refused.
    ///
    /// # Errors
    /// [`KeyError::Unreachable`] if it cannot be read now, and those of [`jwks`](Self::jwks); it has public keys
    /// only.
    pub async fn jwks_file(path: impl Into<std::path::PathBuf>) -> Result<Self, KeyError> {
        let (keys, outcome) = JwtKeys::follow(Place::File(path.into()), Schedule::USUAL).await;
        outcome.map(|()| keys)
    }

    /// The JSON Web Key set at the address of whoever issues the tokens, such as
    /// `https://issuer.example/.well-known/jwks.json`. It verifies; it cannot issue. Needs the feature `jwks`.
    ///
    /// It is fetched now, every ten minutes (30 seconds after a failure), and by [`verify_latest`](Self::verify_latest) for a token of a key
    /// that is not known. Each attempt has five seconds; no redirect is followed; certificates are those that
    /// this machine trusts. While the issuer cannot be reached, the keys so far go on to verify for a day, and
    /// then all tokens are refused. If it cannot be reached now, there is a warning, and tokens are refused
    /// until it can.
    ///
    /// ```no_run
    /// use responder::JwtKeys;
    /// # async fn keys() -> Result<(), responder::KeyError> {
    /// let keys = JwtKeys::jwks_url("https://issuer.example/.well-known/jwks.json").await?
    ///     .issuer("https://issuer.example")
    ///     .audience("api.example");
    /// # let _ = keys; Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`KeyError::Address`] unless it is `https`, or `http` on this machine.
    #[cfg(feature = "jwks")]
    pub async fn jwks_url(url: &str) -> Result<Self, KeyError> {
        JwtKeys::jwks_url_on(url, Schedule::USUAL).await
    }

    #[cfg(feature = "jwks")]
    async fn jwks_url_on(url: &str, schedule: Schedule) -> Result<Self, KeyError> {
        let (keys, outcome) = JwtKeys::follow(Place::Url(super::fetch::Address::parse(url)?), schedule).await;
        if let Some(followed) = &keys.followed {
            followed.warn(outcome);
        }
        Ok(keys)
    }

    /// Keys that are read again and again, and whether they could be read now.
    async fn follow(place: Place, schedule: Schedule) -> (Self, Result<(), KeyError>) {
        let keys = Arc::new(Current::from_pointee(KeySet::none(true)));
        let followed = Arc::new(Followed::new(place, schedule));
        let outcome = followed.refresh(&keys).await;
        tokio::spawn(Arc::clone(&followed).follow(Arc::downgrade(&keys), outcome.is_ok()));
        (
            JwtKeys { keys, rules: Rules::default(), followed: Some(followed), revocation: None, remembers: true },
            outcome,
        )
    }

    /// As [`verify`](Self::verify), for keys of a [file](Self::jwks_file) or an address (`jwks_url`): a token of a key that is not
    /// known has the set read again first, at most every 30 seconds, so that a new key of the issuer is good at
    /// once. Where that fails, the token is refused.
    ///
    /// # Errors
    /// As [`verify`](Self::verify).
    pub async fn verify_latest<T: DeserializeOwned>(&self, token: &str) -> Result<T, JwtError> {
        match (self.verify(token), &self.followed) {
            (Err(JwtError::UnknownKey), Some(followed)) => {
                // Its own task: a client that hangs up does not end what others wait for.
                let refreshed = Arc::clone(followed).refresh_for_unknown(Arc::clone(&self.keys));
                let _ = tokio::spawn(refreshed).await;
                self.verify(token)
            }
            (verified, _) => verified,
        }
    }
}

/// A key set that is followed.
pub(super) struct Followed {
    place: Place,
    schedule: Schedule,
    began: Instant,
    /// When it was last read with success, in milliseconds since it began to be followed.
    succeeded: AtomicU64,
    /// Held while it is read, so that it is read by one at a time.
    state: Mutex<State>,
}

struct State {
    /// What was read last, to see whether it has changed.
    text: String,
    tried: Option<Instant>,
}

impl Followed {
    pub(super) fn new(place: Place, schedule: Schedule) -> Self {
        let state = Mutex::new(State { text: String::new(), tried: None });
        Followed { place, schedule, began: Instant::now(), succeeded: AtomicU64::new(0), state }
    }

    /// Reads it, and lets its keys verify from now on. On failure the keys stay as they are until they are stale.
    ///
    /// # Errors
    /// If it cannot be had, or is no key set.
    pub(super) async fn refresh(&self, current: &Current) -> Result<(), KeyError> {
        let mut state = self.state.lock().await;
        self.read(&mut state, current).await
    }

    /// The same for a token of an unknown key, unless it was looked at a moment ago, by this one or another.
    async fn refresh_for_unknown(self: Arc<Self>, current: Arc<Current>) {
        let mut state = self.state.lock().await;
        if state.tried.is_none_or(|tried| tried.elapsed() >= self.schedule.asked) {
            self.warn(self.read(&mut state, &current).await);
        }
    }

    async fn read(&self, state: &mut State, current: &Current) -> Result<(), KeyError> {
        state.tried = Some(Instant::now());
        match self.place.read().await.and_then(|text| keys(&state.text, text)) {
            Ok(read) => {
                // What was verified with the same keys stays remembered.
                if let Some((text, verifiers)) = read {
                    let keys = KeySet::new(verifiers, None, true)?;
                    current.rcu(|before| keys.afresh(before.verified.is_some()));
                    state.text = text;
                }
                self.succeeded.store(self.age(), Ordering::Relaxed);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    /// Whether it could not be read for so long that its keys count no more; also where nobody tries.
    pub(super) fn is_stale(&self) -> bool {
        self.is_stale_at(self.age())
    }

    fn is_stale_at(&self, age: u64) -> bool {
        let silence = age.saturating_sub(self.succeeded.load(Ordering::Relaxed));
        u128::from(silence) >= self.schedule.stale.as_millis()
    }

    /// In milliseconds.
    fn age(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Goes on reading it, as long as somebody has the keys; sooner where that has just failed.
    async fn follow(self: Arc<Self>, current: Weak<Current>, mut succeeded: bool) {
        loop {
            tokio::time::sleep(if succeeded { self.schedule.every } else { self.schedule.failed }).await;
            let Some(current) = current.upgrade() else { return };
            let outcome = self.refresh(&current).await;
            succeeded = outcome.is_ok();
            self.warn(outcome);
        }
    }

    pub(super) fn warn(&self, outcome: Result<(), KeyError>) {
        if let Err(error) = outcome {
            // A log that nobody takes is no reason to stop.
            let _ = writeln!(std::io::stderr(), "warning: the key set {}: {error}", self.place);
        }
    }
}

/// The keys of a set, if it is another one than before.
type Read = Option<(String, Vec<super::key::Verifier>)>;

fn keys(before: &str, text: String) -> Result<Read, KeyError> {
    if text == before {
        return Ok(None);
    }
    let verifiers = jwk::verifiers(&text)?;
    // Everybody can read a published set: whoever knows a secret of it could sign.
    if verifiers.iter().any(|key| key.algorithm.is_symmetric()) {
        return Err(KeyError::Unusable("a key set that is followed has public keys only, and this one has a secret"));
    }
    Ok(Some((text, verifiers)))
}

impl Place {
    async fn read(&self) -> Result<String, KeyError> {
        match self {
            Place::File(path) => {
                let path = path.clone();
                let read = tokio::task::spawn_blocking(move || read_file(&path)).await;
                read.unwrap_or_else(|_| Err(KeyError::Unreachable("reading it was cancelled".into())))
            }
            #[cfg(feature = "jwks")]
            Place::Url(address) => address.fetch().await,
        }
    }
}

fn read_file(path: &std::path::Path) -> Result<String, KeyError> {
    use std::io::Read as _;
    let mut text = String::new();
    let file = std::fs::File::open(path).map_err(|error| KeyError::Unreachable(error.to_string()))?;
    // One more byte tells a file that is too long from one that just fits.
    file.take(MAX_SET as u64 + 1)
        .read_to_string(&mut text)
        .map_err(|error| KeyError::Unreachable(error.to_string()))?;
    if text.len() > MAX_SET { Err(KeyError::Jwks) } else { Ok(text) }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Place::File(path) => write!(f, "in {}", path.display()),
            #[cfg(feature = "jwks")]
            Place::Url(address) => write!(f, "of {address}"),
        }
    }
}

#[cfg(test)]
#[path = "followed_tests.rs"]
mod tests;

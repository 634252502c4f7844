//! How an API keeps its sessions.

use std::sync::Arc;
use std::time::Duration;

use ring::hmac;

use crate::environment::{self, Environment};
use crate::error::Error;
use crate::message::{SetCookie, is_cookie_name};
use crate::revoked::Revoked;
use crate::secret::{SecretKey, WeakKey};

/// The sessions of an API: a field of it, marked `#[sessions]`.
///
/// The cookie is signed with a key of its own, derived from the secret and the cookie's name;
/// `HttpOnly`, `SameSite=Lax`, `Path=/` and, in production, `Secure`. The client can read what is
/// in it, and cannot change it.
///
/// A session ends after 14 days without a change, and at [`Session::clear`](super::Session::clear):
/// a copy of the cookie is then refused by this process. (Several processes do not tell each other.)
///
/// ```
/// use responder::Sessions;
/// use std::time::Duration;
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let sessions = Sessions::signed("a secret that has at least 32 bytes")?.max_age(Duration::from_secs(3600));
/// # let _ = sessions; Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Sessions {
    pub(super) key: hmac::Key,
    secret: SecretKey,
    cookie: String,
    pub(super) max_age: Duration,
    secure: bool,
    pub(super) revoked: Arc<Revoked>,
}

impl Sessions {
    /// Signed with this secret, which has at least 32 bytes.
    ///
    /// # Errors
    /// [`WeakKey`] if it is shorter or a known sample.
    pub fn signed(secret: impl AsRef<[u8]>) -> Result<Self, WeakKey> {
        SecretKey::new(secret).map(|secret| Sessions::with(secret, true))
    }

    /// Signed with the secret in the environment variable `RESPONDER_SECRET_KEY`.
    ///
    /// In development (see [`Environment`]) a missing variable is replaced by a random secret, with a
    /// warning, and the cookie is sent over plain HTTP too.
    ///
    /// # Errors
    /// If the secret is missing in production, or weak anywhere.
    pub fn from_env() -> Result<Self, Error> {
        let secret = environment::secret_key("RESPONDER_SECRET_KEY")?;
        Ok(Sessions::with(secret, Environment::current()? == Environment::Production))
    }

    fn with(secret: SecretKey, secure: bool) -> Self {
        let cookie = "session".to_owned();
        Sessions {
            key: signing_key(&secret, &cookie),
            secret,
            cookie,
            max_age: Duration::from_secs(14 * 24 * 60 * 60),
            secure,
            revoked: Arc::default(),
        }
    }

    /// The cookie's name, `session` by default.
    ///
    /// # Errors
    /// If it cannot be the name of a cookie, or promises (`__Host-`, `__Secure-`) what this cookie does
    /// not keep: then set [`secure`](Self::secure) before.
    pub fn cookie(mut self, name: impl Into<String>) -> Result<Self, Error> {
        let name = name.into();
        let promises = name.starts_with("__Host-") || name.starts_with("__Secure-");
        if !is_cookie_name(&name) || (promises && !self.secure) {
            return Err(Error::configuration(format!("`{name}` cannot be the name of this session cookie")));
        }
        self.key = signing_key(&self.secret, &name);
        self.cookie = name;
        Ok(self)
    }

    /// How long a session lasts after its last change: 14 days by default, in whole seconds.
    pub fn max_age(mut self, age: Duration) -> Self {
        self.max_age = age;
        self
    }

    /// Whether the cookie is sent over HTTPS only. Turn it off for tests on plain HTTP at most.
    pub fn secure(mut self, secure: bool) -> Self {
        self.secure = secure;
        self
    }

    pub(super) fn cookie_name(&self) -> &str {
        &self.cookie
    }

    pub(super) fn set_cookie(&self, value: &str) -> SetCookie {
        SetCookie::new(self.cookie.clone(), value).max_age(self.max_age).secure(self.secure)
    }

    pub(super) fn removal(&self) -> SetCookie {
        SetCookie::removal(self.cookie.clone()).secure(self.secure)
    }
}

/// The name is part of the purpose: the cookie of one name is never valid as another.
fn signing_key(secret: &SecretKey, cookie: &str) -> hmac::Key {
    secret.derive(&format!("responder session cookie v1 {cookie}"))
}

impl std::fmt::Debug for Sessions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sessions").field("cookie", &self.cookie).field("max_age", &self.max_age).finish_non_exhaustive()
    }
}

//! How an API keeps its sessions.

use std::sync::Arc;
use std::time::Duration;

use super::cross_site::CrossSite;
use super::signed::SignedCookies;
use super::store::{SessionStore, Shelf};
use crate::environment::{self, Environment};
use crate::error::{Error, Result};
use crate::message::{SameSite, SetCookie, is_cookie_name};
use crate::secret::{SecretKey, WeakKey};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The sessions of an API: a field of it, marked `#[sessions]`.
///
/// | | [`signed`](Self::signed) | [`stored`](Self::stored) |
/// |---|---|---|
/// | the data is in | the cookie; the client can read it, and cannot change it | a [`SessionStore`], under an id of 256 random bits |
/// | size | 3.8 kB in the cookie | 64 KiB |
/// | logout ends every copy | in this process | everywhere |
/// | several processes need | the same secret | the same store |
///
/// The cookie is `HttpOnly`, `SameSite=Lax`, `Path=/`, and `Secure` unless it is development. A session ends
/// when it was not used for [`max_age`](Self::max_age), when it is older than
/// [`max_lifetime`](Self::max_lifetime), and at [`Session::logout`](super::Session::logout).
///
/// An unsafe request (`POST`, `PUT`, ..) from another site neither reads a session nor begins one: it is
/// answered with 403, by the browser's own word (`Sec-Fetch-Site`, `Origin`) and, if asked for, by a
/// [token](Self::require_csrf_token). A route for which that is meant says so: `#[post("/paid", cross_site)]`.
/// Requests without a session, such as those with a bearer token, are not concerned.
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
pub struct Sessions(Arc<Config>);

#[derive(Clone)]
pub(super) struct Config {
    pub(super) keeper: Keeper,
    pub(super) cookie: String,
    pub(super) max_age: Duration,
    pub(super) max_lifetime: Duration,
    pub(super) cross_site: CrossSite,
    same_site: SameSite,
    secure: bool,
}

/// Where a session is between two requests.
#[derive(Clone)]
pub(super) enum Keeper {
    Signed(SignedCookies),
    Stored(Arc<dyn Shelf>),
}

impl Sessions {
    /// In a cookie signed with this secret, which has at least 32 bytes.
    ///
    /// # Errors
    /// [`WeakKey`] if it is shorter or a known sample.
    pub fn signed(secret: impl AsRef<[u8]>) -> std::result::Result<Self, WeakKey> {
        SecretKey::new(secret).map(|secret| Sessions::new(Keeper::Signed(SignedCookies::new(secret))))
    }

    /// In a cookie signed with the secret in the environment variable `RESPONDER_SECRET_KEY`.
    ///
    /// In production the cookie is called `__Host-session`, which browsers accept over HTTPS and from this
    /// host only. In development (see [`Environment`]) a missing variable is replaced by a random secret, with
    /// a warning, and the cookie is sent over plain HTTP too.
    ///
    /// # Errors
    /// If the secret is missing in production, or weak anywhere.
    pub fn from_env() -> Result<Self> {
        let secret = environment::secret_key("RESPONDER_SECRET_KEY")?;
        let sessions = Sessions::new(Keeper::Signed(SignedCookies::new(secret)));
        Ok(match Environment::current()? {
            Environment::Production => sessions.cookie("__Host-session"),
            _ => sessions.secure(false),
        })
    }

    /// In this store; the cookie holds nothing but an id.
    ///
    /// ```
    /// use responder::{MemoryStore, Sessions};
    /// let sessions = Sessions::stored(MemoryStore::new());
    /// # let _ = sessions;
    /// ```
    pub fn stored(store: impl SessionStore) -> Self {
        Sessions::new(Keeper::Stored(Arc::new(store)))
    }

    fn new(keeper: Keeper) -> Self {
        Sessions(Arc::new(Config {
            keeper,
            cookie: "session".to_owned(),
            max_age: 14 * DAY,
            max_lifetime: 30 * DAY,
            cross_site: CrossSite::default(),
            same_site: SameSite::Lax,
            secure: true,
        }))
    }

    /// Cookies signed with this earlier secret are still read; new ones are signed with the first secret.
    ///
    /// To change the secret, sign with the new one and accept the old one until its cookies are too old. Stored
    /// sessions are not signed: for them it does nothing.
    ///
    /// # Errors
    /// [`WeakKey`] if it is shorter than 32 bytes or a known sample.
    pub fn accept(mut self, earlier: impl AsRef<[u8]>) -> std::result::Result<Self, WeakKey> {
        let earlier = SecretKey::new(earlier)?;
        if let Keeper::Signed(cookies) = &mut self.config_mut().keeper {
            cookies.accept(&earlier);
        }
        Ok(self)
    }

    /// The cookie's name, `session` by default.
    ///
    /// With `__Host-` before it, browsers take it over HTTPS and from this very host only. The app does not
    /// start if no cookie can have the name, or if it promises what [`secure`](Self::secure) does not keep.
    pub fn cookie(mut self, name: impl Into<String>) -> Self {
        self.config_mut().cookie = name.into();
        self
    }

    /// How long a session lasts after it was last used: 14 days by default, in whole seconds.
    ///
    /// A signed cookie is renewed when half of that time is over.
    pub fn max_age(mut self, age: Duration) -> Self {
        self.config_mut().max_age = age;
        self
    }

    /// How long a session lasts after it began, however much it is used: 30 days by default, in whole seconds.
    pub fn max_lifetime(mut self, lifetime: Duration) -> Self {
        self.config_mut().max_lifetime = lifetime;
        self
    }

    /// Whether the cookie is sent over HTTPS only. Turn it off for tests on plain HTTP at most.
    pub fn secure(mut self, secure: bool) -> Self {
        self.config_mut().secure = secure;
        self
    }

    /// When other sites' requests carry the cookie: [`SameSite::Lax`] by default.
    ///
    /// The app does not start with `SameSite::None` for a cookie that is not [`secure`](Self::secure).
    pub fn same_site(mut self, same_site: SameSite) -> Self {
        self.config_mut().same_site = same_site;
        self
    }

    /// Pages of this origin, such as `https://app.example.com`, may send unsafe requests with a session.
    ///
    /// For the browser to send the cookie too, it may need [`SameSite::None`](Self::same_site).
    pub fn trust_origin(mut self, origin: impl Into<String>) -> Self {
        self.config_mut().cross_site.trust(origin.into());
        self
    }

    /// Each unsafe request with a session, or that begins one, has to bring the session's
    /// [`csrf_token`](super::Session::csrf_token): in the header `X-CSRF-Token`, or as the field `csrf_token`
    /// of a form.
    ///
    /// Without it, what browsers say about the origin of a request decides alone. All current ones do; a
    /// program that says nothing is let through.
    pub fn require_csrf_token(mut self) -> Self {
        self.config_mut().cross_site.require_token();
        self
    }

    /// That these settings go together; an app asks before it starts.
    ///
    /// # Errors
    /// For a name that no cookie can have, or whose prefix promises what is not kept; for `SameSite::None`
    /// without `Secure`; for a duration under a second; for a trusted origin that is none.
    pub fn check(&self) -> Result {
        let Config { cookie, same_site, secure, max_age, max_lifetime, cross_site, .. } = &*self.0;
        let promises = cookie.starts_with("__Host-") || cookie.starts_with("__Secure-");
        if !is_cookie_name(cookie) {
            return Err(Error::configuration(format!("`{cookie}` cannot be the name of a session cookie")));
        }
        if promises && !secure {
            return Err(Error::configuration(format!(
                "the session cookie `{cookie}` promises to be secure; take out `secure(false)` or the prefix"
            )));
        }
        if *same_site == SameSite::None && !secure {
            return Err(Error::configuration(
                "browsers refuse a session cookie with `SameSite::None` that is not secure; take out `secure(false)`",
            ));
        }
        if max_age.as_secs() == 0 || max_lifetime.as_secs() == 0 {
            return Err(Error::configuration("a session lasts at least one second"));
        }
        cross_site.check()
    }

    pub(super) fn config(&self) -> &Config {
        &self.0
    }

    fn config_mut(&mut self) -> &mut Config {
        Arc::make_mut(&mut self.0)
    }
}

impl Config {
    /// The cookie for a session that lasts this long.
    pub(super) fn set_cookie(&self, value: &str, lasts: Duration) -> SetCookie {
        self.attributes(SetCookie::new(self.cookie.clone(), value).max_age(lasts))
    }

    pub(super) fn removal(&self) -> SetCookie {
        self.attributes(SetCookie::removal(self.cookie.clone()))
    }

    fn attributes(&self, cookie: SetCookie) -> SetCookie {
        cookie.secure(self.secure).same_site(self.same_site)
    }
}

impl std::fmt::Debug for Sessions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Config { cookie, max_age, .. } = self.config();
        f.debug_struct("Sessions").field("cookie", cookie).field("max_age", max_age).finish_non_exhaustive()
    }
}

//! Whether this is development or production, and the secrets of the environment.

use crate::error::Error;
use crate::secret::SecretKey;

/// Development forgives a missing secret, production does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Environment {
    /// `RESPONDER_ENV=development`; the default of debug builds.
    Development,
    /// `RESPONDER_ENV=production`; the default of release builds.
    Production,
}

impl Environment {
    /// The environment of this process.
    ///
    /// # Errors
    /// If `RESPONDER_ENV` is set to anything else.
    pub fn current() -> Result<Self, Error> {
        match std::env::var("RESPONDER_ENV").as_deref() {
            Ok("development") => Ok(Environment::Development),
            Ok("production") => Ok(Environment::Production),
            Err(std::env::VarError::NotPresent) if cfg!(debug_assertions) => Ok(Environment::Development),
            Err(std::env::VarError::NotPresent) => Ok(Environment::Production),
            _ => Err(Error::configuration("RESPONDER_ENV is neither `development` nor `production`")),
        }
    }
}

/// The secret in this variable; in development a random one if the variable is missing.
pub(crate) fn secret_key(variable: &str) -> Result<SecretKey, Error> {
    match (std::env::var(variable), Environment::current()?) {
        (Ok(secret), _) => SecretKey::new(secret).map_err(|weak| Error::weak_key(variable, weak)),
        (Err(std::env::VarError::NotPresent), Environment::Development) => {
            eprintln!(
                "warning: {variable} is not set. A random key is used: what it signs is worth nothing after a restart."
            );
            eprintln!("warning: in production this refuses to start. Make a key with `openssl rand -base64 48`.");
            Ok(SecretKey::random())
        }
        (Err(std::env::VarError::NotPresent), Environment::Production) => {
            Err(Error::configuration(format!("{variable} is not set; make a key with `openssl rand -base64 48`")))
        }
        (Err(std::env::VarError::NotUnicode(_)), _) => Err(Error::configuration(format!("{variable} is not text"))),
    }
}

//! What the apps with tokens share: the key, and what is posted to `/login`.

use responder::prelude::*;
use serde::Deserialize;

pub const DAY: std::time::Duration = std::time::Duration::from_secs(24 * 3600);

pub const SECRET: &str = "your-secret-key-of-32-bytes-or-more";

/// The recorded apps issue a number as `sub`.
pub fn keys() -> responder::Result<JwtKeys> {
    Ok(JwtKeys::hs256(SECRET)?.numeric_subject())
}

/// A missing or empty field is a wrong credential, not a malformed request.
#[derive(Deserialize)]
pub struct Credentials {
    username: Option<String>,
    password: Option<String>,
}

impl Credentials {
    pub fn username(&self) -> &str {
        self.username.as_deref().unwrap_or_default()
    }

    /// Everybody's password is `secret`.
    pub fn are_of(&self, name: &str) -> bool {
        self.username() == name && self.password.as_deref() == Some("secret")
    }
}

//! Secrets that sign: long enough, and used for one purpose each.

use ring::hmac;

/// A secret for signing, at least 32 bytes long.
///
/// Sessions derive a key for each cookie name from it, so that one is never valid as another.
/// Its `Debug` shows nothing.
#[derive(Clone)]
pub struct SecretKey(Vec<u8>);

/// A secret that must not be used: too short, or one that everybody knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeakKey {
    reason: &'static str,
}

impl std::fmt::Display for WeakKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}; make one with `openssl rand -base64 48`", self.reason)
    }
}

impl std::error::Error for WeakKey {}

impl SecretKey {
    /// The shortest allowed secret, in bytes: the output of SHA-256 (RFC 7518 section 3.2).
    pub const MIN_LENGTH: usize = 32;

    /// Takes a secret.
    ///
    /// # Errors
    /// [`WeakKey`] under 32 bytes, or if it is a placeholder or one character repeated.
    pub fn new(secret: impl AsRef<[u8]>) -> Result<Self, WeakKey> {
        let secret = secret.as_ref();
        let text = String::from_utf8_lossy(secret).to_ascii_lowercase();
        if ["notasecret", "changeme", "change-me", "change_me"].iter().any(|sample| text.contains(sample)) {
            return Err(WeakKey { reason: "the secret is a placeholder that everybody knows" });
        }
        if secret.len() < Self::MIN_LENGTH {
            return Err(WeakKey { reason: "the secret is shorter than 32 bytes" });
        }
        if secret.iter().all(|byte| *byte == secret[0]) {
            return Err(WeakKey { reason: "the secret is one byte repeated" });
        }
        if text.contains("-----begin") {
            return Err(WeakKey { reason: "the secret is a PEM file, which may be public" });
        }
        Ok(SecretKey(secret.to_vec()))
    }

    /// A random secret, which is gone when the process ends.
    pub(crate) fn random() -> Self {
        SecretKey(random_bytes::<48>().to_vec())
    }

    /// Any secret, for tests of what is done with it.
    #[cfg(test)]
    pub(crate) fn unchecked(secret: &[u8]) -> Self {
        SecretKey(secret.to_vec())
    }

    /// The signing key for one purpose.
    pub(crate) fn derive(&self, purpose: &str) -> hmac::Key {
        let root = hmac::Key::new(hmac::HMAC_SHA256, &self.0);
        hmac::Key::new(hmac::HMAC_SHA256, hmac::sign(&root, purpose.as_bytes()).as_ref())
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretKey(..)")
    }
}

/// Bytes from the system's generator.
///
/// # Panics
/// If the system has no randomness, in which case nothing here can be safe.
pub(crate) fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    ring::rand::SecureRandom::fill(&ring::rand::SystemRandom::new(), &mut bytes)
        .expect("the system has no source of randomness");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weak_secret_is_refused() {
        for secret in [
            "",
            "short",
            "0123456789012345678901234567890",
            &"a".repeat(64),
            "NOTASECRET-NOTASECRET-NOTASECRET-NOTASECRET",
        ] {
            assert!(SecretKey::new(secret).is_err(), "{secret:?}");
        }
        assert!(SecretKey::new("your-secret-key-of-32-bytes-or-more").is_ok());
    }

    #[test]
    fn keys_of_two_purposes_differ() {
        let secret = SecretKey::random();
        let sign = |purpose| hmac::sign(&secret.derive(purpose), b"x").as_ref().to_vec();
        assert_ne!(sign("a"), sign("b"));
    }
}

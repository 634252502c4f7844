//! JSON Web Tokens (RFC 7519): issued and verified with one key and one algorithm.

mod claims;
mod error;
mod provider;

use std::time::Duration;

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::clock::now;
use crate::secret::{SecretKey, WeakKey};
use claims::{ClaimSet, Rules};
pub use error::{IssueError, JwtError};

/// The longest token that is looked at, in bytes.
const MAX_TOKEN: usize = 8 * 1024;

/// A key that issues and verifies JWT bearer tokens (HS256).
///
/// What it insists on, whatever the token says (RFC 8725): the algorithm belongs to the key;
/// `exp` and `sub` are there; `nbf` and `iat` are not in the future; no `crit`; an `aud` that was not
/// configured is refused; an `aud` or `iss` that was is required.
///
/// A `sub` is a string in the token (RFC 7519 section 4.1.2), also where your struct has an integer.
///
/// ```
/// use responder::JwtKeys;
/// use serde::{Deserialize, Serialize};
/// use std::time::Duration;
///
/// #[derive(Serialize, Deserialize)]
/// struct Claims { sub: u64 }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let keys = JwtKeys::hs256("a secret that has at least 32 bytes")?;
/// let token = keys.issue_for(&Claims { sub: 1 }, Duration::from_secs(3600))?;
/// let claims: Claims = keys.verify(&token)?;
/// assert_eq!(claims.sub, 1);
/// assert!(keys.verify::<Claims>("x.y.z").is_err());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct JwtKeys {
    signing: EncodingKey,
    verifying: DecodingKey,
    validation: Validation,
    rules: Rules,
}

impl JwtKeys {
    /// A key for HS256, at least 32 bytes long (RFC 7518 section 3.2).
    ///
    /// # Errors
    /// [`WeakKey`] if it is shorter or a known sample.
    pub fn hs256(secret: impl AsRef<[u8]>) -> Result<Self, WeakKey> {
        provider::install();
        let secret = SecretKey::new(secret)?;
        let mut validation = Validation::new(Algorithm::HS256);
        // The library checks the signature; the claims are checked in `claims`, all of them in one place.
        validation.required_spec_claims.clear();
        validation.validate_exp = false;
        validation.validate_aud = false;
        Ok(JwtKeys {
            signing: EncodingKey::from_secret(secret.as_bytes()),
            verifying: DecodingKey::from_secret(secret.as_bytes()),
            validation,
            rules: Rules::default(),
        })
    }

    /// The key for HS256 in this environment variable.
    ///
    /// In development (see [`Environment`](crate::Environment)) a missing variable is replaced by a
    /// random key, with a warning: tokens then end with the process.
    ///
    /// # Errors
    /// If the variable is missing in production, or the key is weak.
    pub fn hs256_from_env(variable: &str) -> Result<Self, crate::Error> {
        let secret = crate::environment::secret_key(variable)?;
        JwtKeys::hs256(secret.as_bytes()).map_err(|weak| crate::Error::weak_key(variable, weak))
    }

    /// Issues tokens with this `iss`, and accepts no others.
    pub fn issuer(mut self, issuer: impl Into<String>) -> Self {
        self.rules.issuer = Some(issuer.into());
        self
    }

    /// Issues tokens for this `aud`, and accepts no others.
    pub fn audience(mut self, audience: impl Into<String>) -> Self {
        self.rules.audience = Some(audience.into());
        self
    }

    /// How far the clocks of issuer and verifier may be apart: 0 by default, at most 60 seconds.
    pub fn leeway(mut self, leeway: Duration) -> Self {
        self.rules.leeway = leeway.as_secs().min(60);
        self
    }

    /// Leaves a numeric `sub` a number, and accepts one, for the sake of services that know no better.
    pub fn numeric_subject(mut self) -> Self {
        self.rules.numeric_subject = true;
        self
    }

    /// Signs claims that have their own `exp` (seconds since 1970) and `sub`.
    ///
    /// # Errors
    /// [`IssueError`] if they are not a JSON object, or if one is missing that
    /// [`verify`](Self::verify) would ask for.
    pub fn issue<T: Serialize>(&self, claims: &T) -> Result<String, IssueError> {
        self.sign(object(claims)?)
    }

    /// Signs claims that are valid from now on for this long; an `exp` in them is replaced.
    ///
    /// # Errors
    /// As [`issue`](Self::issue).
    pub fn issue_for<T: Serialize>(&self, claims: &T, lifetime: Duration) -> Result<String, IssueError> {
        let mut claims = object(claims)?;
        claims.insert("exp".into(), now().saturating_add(lifetime.as_secs()).into());
        self.sign(claims)
    }

    fn sign(&self, mut claims: Map<String, Value>) -> Result<String, IssueError> {
        self.rules.complete(&mut claims);
        self.rules.check_presence(&claims).map_err(IssueError::from)?;
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.signing).map_err(|_| IssueError::UNSIGNED)
    }

    /// The claims of a token, if everything about it is right.
    ///
    /// # Errors
    /// [`JwtError`] says what was wrong.
    pub fn verify<T: DeserializeOwned>(&self, token: &str) -> Result<T, JwtError> {
        self.verify_at(token, now())
    }

    fn verify_at<T: DeserializeOwned>(&self, token: &str, now: u64) -> Result<T, JwtError> {
        if token.len() > MAX_TOKEN || token.split('.').count() != 3 {
            return Err(JwtError::Malformed);
        }
        // Read here, because the library takes `"crit": null` for none.
        if claims::header(token)?.contains_key("crit") {
            return Err(JwtError::Critical);
        }
        let decoded = jsonwebtoken::decode::<ClaimSet>(token, &self.verifying, &self.validation).map_err(|error| {
            use jsonwebtoken::errors::ErrorKind;
            match error.kind() {
                ErrorKind::InvalidSignature | ErrorKind::InvalidAlgorithm => JwtError::Signature,
                _ => JwtError::Malformed,
            }
        })?;
        let mut claims = decoded.claims.0;
        self.rules.check(&mut claims, now)?;
        claims::read(claims)
    }
}

impl std::fmt::Debug for JwtKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JwtKeys(HS256)")
    }
}

fn object<T: Serialize>(claims: &T) -> Result<Map<String, Value>, IssueError> {
    match serde_json::to_value(claims) {
        Ok(Value::Object(claims)) => Ok(claims),
        _ => Err(IssueError::from(JwtError::Shape)),
    }
}

#[cfg(test)]
mod tests;

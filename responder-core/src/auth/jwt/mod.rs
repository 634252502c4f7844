//! JSON Web Tokens (RFC 7519): issued and verified with keys of which each has one algorithm.

mod algorithm;
mod cache;
mod claims;
mod error;
#[cfg(feature = "jwks")]
mod fetch;
mod followed;
mod jwk;
mod key;
mod key_set;
mod object;
mod revocation;
mod verified;

use std::sync::Arc;
use std::time::Duration;

use arc_swap::Guard;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::clock::now;
use crate::secret::{SecretKey, WeakKey, random_bytes};
pub use algorithm::JwtAlgorithm;
use claims::Rules;
pub use error::{IssueError, JwtError, KeyError};
use followed::{Current, Followed};
use key::{Signer, Verifier};
use key_set::KeySet;
pub use revocation::{Revocation, RevokedTokens, TokenIdentity};

/// The keys that issue and verify JWT bearer tokens.
///
/// One secret is the least ([`hs256`](Self::hs256)). A key pair lets others verify what only this program
/// can sign ([`private_pem`](Self::private_pem)), and the public half, or the key set of whoever issues
/// the tokens, is enough to verify ([`public_pem`](Self::public_pem), [`jwks`](Self::jwks)).
///
/// What it insists on, whatever the token says (RFC 8725): the algorithm belongs to the key;
/// `exp` and `sub` are there; `nbf` and `iat` are not in the future; no `crit`; an `aud` that was not
/// configured is refused; an `aud` or `iss` that was is required. `jwk`, `jku` and `x5u` are never looked at.
///
/// A `sub` is a string in the token (RFC 7519 section 4.1.2), also where your struct has an integer.
///
/// A signature that was verified is remembered ([`without_cache`](Self::without_cache)), everything else
/// is checked on every request. Clones share their keys.
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
    /// Replaced as a whole when keys rotate.
    keys: Arc<Current>,
    rules: Rules,
    /// Where the keys come from, if they change by themselves.
    followed: Option<Arc<Followed>>,
    revocation: Option<Arc<dyn Revocation>>,
    remembers: bool,
}

impl JwtKeys {
    /// A key for HS256, at least 32 bytes long (RFC 7518 section 3.2).
    ///
    /// # Errors
    /// [`WeakKey`] if it is shorter or a known sample.
    pub fn hs256(secret: impl AsRef<[u8]>) -> Result<Self, WeakKey> {
        JwtKeys::secret(JwtAlgorithm::HS256, secret).map_err(|error| match error {
            KeyError::Weak(weak) => weak,
            // A secret of 32 bytes is long enough for SHA-256, and alone it contradicts no other key.
            _ => unreachable!("a strong secret is a key for HS256"),
        })
    }

    /// A secret for HS256, HS384 or HS512: at least 32, 48 or 64 bytes.
    ///
    /// # Errors
    /// [`KeyError`] if it is shorter or a known sample, or if the algorithm is another one.
    pub fn secret(algorithm: JwtAlgorithm, secret: impl AsRef<[u8]>) -> Result<Self, KeyError> {
        let secret = SecretKey::new(secret)?;
        let (signer, verifier) = (Signer::secret(algorithm, &secret)?, Verifier::secret(algorithm, &secret)?);
        JwtKeys::of(vec![verifier], Some(signer))
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

    /// A key pair: the text of a `PRIVATE KEY` in PEM (PKCS #8), for an RSA, ECDSA or Ed25519 algorithm.
    ///
    /// `openssl genpkey -algorithm ed25519` makes one for [`JwtAlgorithm::EdDSA`].
    ///
    /// # Errors
    /// [`KeyError`] if it is not such a text, or a key for another algorithm.
    pub fn private_pem(algorithm: JwtAlgorithm, pem: &str) -> Result<Self, KeyError> {
        let (signer, verifier) = Signer::pem(algorithm, pem)?;
        JwtKeys::of(vec![verifier], Some(signer))
    }

    /// The public half of a key pair: the text of a `PUBLIC KEY` in PEM. It verifies; it cannot issue.
    ///
    /// # Errors
    /// [`KeyError`] if it is not such a text, or a key for another algorithm.
    pub fn public_pem(algorithm: JwtAlgorithm, pem: &str) -> Result<Self, KeyError> {
        JwtKeys::of(vec![Verifier::pem(algorithm, pem)?], None)
    }

    /// A JSON Web Key set (RFC 7517) as its issuer publishes it. It verifies; it cannot issue.
    ///
    /// Keys for something else than signatures are passed over. A key without `alg` is for the algorithm of
    /// its curve, RS256 or HS256.
    ///
    /// # Errors
    /// [`KeyError`] if it is not a key set, if a key is weak or broken, or if there is none.
    pub fn jwks(json: &str) -> Result<Self, KeyError> {
        JwtKeys::of(jwk::verifiers(json)?, None)
    }

    fn of(verifiers: Vec<Verifier>, signer: Option<Signer>) -> Result<Self, KeyError> {
        let keys = KeySet::new(verifiers, signer, true)?;
        let keys = Arc::new(Current::from_pointee(keys));
        Ok(JwtKeys { keys, rules: Rules::default(), followed: None, revocation: None, remembers: true })
    }

    /// The keys as they are now; none of them is waited for.
    fn current(&self) -> Guard<Arc<KeySet>> {
        if self.followed.as_ref().is_some_and(|followed| followed.is_stale()) {
            return Guard::from_inner(Arc::new(KeySet::none(false)));
        }
        self.keys.load()
    }

    /// That these do not change by themselves: a copy of such keys would not.
    fn check_own(&self) -> Result<(), KeyError> {
        if self.followed.is_some() { Err(KeyError::Followed) } else { Ok(()) }
    }

    fn replaced(mut self, keys: KeySet) -> Result<Self, KeyError> {
        self.check_own()?;
        self.keys = Arc::new(Current::from_pointee(keys));
        Ok(self)
    }

    /// The id of its key (`kid`): tokens are issued with it, and those with another one are not this key's.
    /// Without an id, a key is tried for tokens of any.
    ///
    /// # Errors
    /// [`KeyError::DuplicateId`] if there are several keys; give each its own before [`accept`](Self::accept).
    /// [`KeyError::Followed`] for keys of a file or address.
    pub fn key_id(self, id: impl Into<String>) -> Result<Self, KeyError> {
        let id = id.into();
        let keys = self.current().with(self.remembers, |verifiers, signer| {
            verifiers.iter_mut().for_each(|key| key.id = Some(id.clone()));
            signer.iter_mut().for_each(|key| key.id = Some(id.clone()));
        })?;
        self.replaced(keys)
    }

    /// Accepts also what these have signed, and goes on to sign with its own key: after a rotation, the
    /// previous key, until its last token has expired.
    ///
    /// Only the keys are taken over; the rules are those of `self`.
    ///
    /// ```
    /// use responder::{JwtAlgorithm, JwtKeys};
    /// # fn main() -> Result<(), responder::KeyError> {
    /// let previous = JwtKeys::hs256("the previous secret, with 32 bytes or more")?.key_id("2026-10")?;
    /// let keys = JwtKeys::hs256("the new secret, that has 32 bytes or more")?.key_id("2026-11")?.accept(&previous)?;
    /// # let _ = keys; Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`KeyError`] if two keys have one id, if secrets would stand beside public keys, or if some are of a file or
    /// address.
    pub fn accept(self, others: &JwtKeys) -> Result<Self, KeyError> {
        others.check_own()?;
        let others = others.current();
        let keys =
            self.current().with(self.remembers, |verifiers, _| verifiers.extend_from_slice(others.verifiers()))?;
        self.replaced(keys)
    }

    /// From now on, also in all clones of `self`, the keys are those of `next`: what only the previous ones
    /// have signed is refused from the next request on. The rules stay.
    ///
    /// # Errors
    /// [`KeyError::Followed`] if one of them is of a file or address, which changes by itself.
    pub fn rotate(&self, next: &JwtKeys) -> Result<&Self, KeyError> {
        self.check_own()?;
        next.check_own()?;
        // Not the set itself: what `next` remembers is its own.
        let keys = next.current().afresh(self.remembers);
        self.keys.store(Arc::new(keys));
        Ok(self)
    }

    /// Does the work of verifying a signature each time. By default a token that was verified is remembered,
    /// up to 8,192 of them, and compared in full; its times, its claims and its revocation are checked on
    /// every request all the same.
    pub fn without_cache(mut self) -> Self {
        self.remembers = false;
        if self.followed.is_none() {
            self.keys = Arc::new(Current::new(self.keys.load_full()));
        }
        self.keys.rcu(|keys| keys.afresh(false));
        self
    }

    /// Asks for every token whether it was revoked. Tokens are issued with an `iat` and a random `jti` then.
    pub fn revocation(mut self, revocation: impl Revocation) -> Self {
        self.revocation = Some(Arc::new(revocation));
        self
    }

    /// Issues tokens with this `typ`, `at+jwt` say, and accepts no others (RFC 8725 section 3.11).
    pub fn token_type(mut self, kind: impl Into<String>) -> Self {
        self.rules.kind = Some(kind.into());
        self
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
        if self.revocation.is_some() {
            claims.entry("iat").or_insert_with(|| now().into());
            claims.entry("jti").or_insert_with(|| BASE64_URL_SAFE_NO_PAD.encode(random_bytes::<16>()).into());
        }
        self.rules.check_presence(&claims).map_err(IssueError::from)?;
        let kind = self.rules.kind.as_deref().unwrap_or("JWT");
        self.current().seal(kind, Value::Object(claims).to_string().as_bytes()).ok_or(IssueError::NO_KEY)
    }

    /// The claims of a token, if everything about it is right.
    ///
    /// # Errors
    /// [`JwtError`] says what was wrong.
    pub fn verify<T: DeserializeOwned>(&self, token: &str) -> Result<T, JwtError> {
        self.verify_at(token, now())
    }

    fn verify_at<T: DeserializeOwned>(&self, token: &str, now: u64) -> Result<T, JwtError> {
        let keys = self.current();
        let known = keys.verified.as_ref().and_then(|verified| verified.get(token));
        let is_new = known.is_none();
        let verified = match known {
            Some(verified) => verified,
            None => Arc::new(keys.open(token)?.read()?),
        };
        // From here on nothing depends on whether it was known.
        self.rules.check(&verified, now)?;
        let identity = TokenIdentity(verified.claims());
        if self.revocation.as_ref().is_some_and(|revocation| revocation.is_revoked(&identity)) {
            return Err(JwtError::Revoked);
        }
        let claims = verified.read();
        if is_new && let Some(known) = &keys.verified {
            known.insert(token, verified);
        }
        claims
    }
}

impl std::fmt::Debug for JwtKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let keys = self.current();
        let keys = keys.verifiers().iter().map(|key| (key.algorithm.name(), key.id.as_deref().unwrap_or("no id")));
        f.write_str("JwtKeys")?;
        f.debug_list().entries(keys).finish()
    }
}

fn object<T: Serialize>(claims: &T) -> Result<Map<String, Value>, IssueError> {
    match serde_json::to_value(claims) {
        Ok(Value::Object(claims)) => Ok(claims),
        _ => Err(IssueError::from(JwtError::Shape)),
    }
}

#[cfg(test)]
mod key_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod vectors;

//! JSON Web Key sets (RFC 7517): the keys of somebody who issues tokens.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::Value;

use super::algorithm::JwtAlgorithm;
use super::error::KeyError;
use super::key::Verifier;
use crate::secret::SecretKey;

/// The most keys that a set may have.
const MAX_KEYS: usize = 64;

#[derive(Deserialize)]
struct Set {
    keys: Vec<Value>,
}

/// The members that matter here; the private ones are not even read.
#[derive(Deserialize)]
struct Jwk {
    kty: String,
    alg: Option<String>,
    kid: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    key_ops: Option<Vec<String>>,
    crv: Option<String>,
    x: Option<String>,
    y: Option<String>,
    n: Option<String>,
    e: Option<String>,
    k: Option<String>,
}

/// The keys of a set that verify signatures. As RFC 7517 section 5 has it, those for something else, or of
/// a kind that is not known here, are passed over; one that is broken is an error.
pub(super) fn verifiers(json: &str) -> Result<Vec<Verifier>, KeyError> {
    let Set { keys } = serde_json::from_str(json).map_err(|_| KeyError::Jwks)?;
    if keys.len() > MAX_KEYS {
        return Err(KeyError::Jwks);
    }
    let mut verifiers = Vec::new();
    for key in keys {
        let key: Jwk = serde_json::from_value(key).map_err(|_| KeyError::Jwks)?;
        if let Some(algorithm) = key.algorithm() {
            let mut verifier = key.verifier(algorithm)?;
            verifier.id = key.kid;
            verifiers.push(verifier);
        }
    }
    Ok(verifiers)
}

impl Jwk {
    /// What it verifies with; `None` if it is for something else.
    fn algorithm(&self) -> Option<JwtAlgorithm> {
        let signs = self.purpose.as_deref().is_none_or(|purpose| purpose == "sig");
        let operates = self.key_ops.as_ref().is_none_or(|all| all.iter().any(|one| one == "verify"));
        if !signs || !operates {
            return None;
        }
        let implied = match (self.kty.as_str(), self.crv.as_deref()) {
            ("EC", Some("P-256")) => JwtAlgorithm::ES256,
            ("EC", Some("P-384")) => JwtAlgorithm::ES384,
            ("OKP", Some("Ed25519")) => JwtAlgorithm::EdDSA,
            // What issuers mean who leave it out.
            ("RSA", _) => JwtAlgorithm::RS256,
            ("oct", _) => JwtAlgorithm::HS256,
            _ => return None,
        };
        let Some(name) = &self.alg else { return Some(implied) };
        let named = JwtAlgorithm::from_name(name)?;
        let fits = match self.kty.as_str() {
            "RSA" => matches!(named.name().as_bytes(), [b'R' | b'P', b'S', ..]),
            "oct" => named.is_symmetric(),
            _ => named == implied,
        };
        fits.then_some(named)
    }

    fn verifier(&self, algorithm: JwtAlgorithm) -> Result<Verifier, KeyError> {
        match self.kty.as_str() {
            "RSA" => Verifier::numbers(algorithm, bytes(&self.n)?, bytes(&self.e)?),
            "EC" => Verifier::bytes(algorithm, &[&[4], &*bytes(&self.x)?, &*bytes(&self.y)?].concat()),
            "OKP" => Verifier::bytes(algorithm, &bytes(&self.x)?),
            _ => {
                let secret = SecretKey::new(bytes(&self.k)?).map_err(KeyError::Weak)?;
                Verifier::secret(algorithm, &secret)
            }
        }
    }
}

fn bytes(member: &Option<String>) -> Result<Vec<u8>, KeyError> {
    let text = member.as_deref().ok_or(KeyError::Jwks)?;
    BASE64_URL_SAFE_NO_PAD.decode(text).map_err(|_| KeyError::Jwks)
}

//! One key: what it signs with, and what verifies that.

use std::sync::Arc;

use ring::rand::SystemRandom;
use ring::signature::{EcdsaKeyPair, Ed25519KeyPair, KeyPair, RsaKeyPair, RsaPublicKeyComponents, UnparsedPublicKey};
use ring::{hmac, signature as sig};
use spki::der::pem::PemLabel;
use spki::der::{Decode, Document};
use spki::{ObjectIdentifier, SubjectPublicKeyInfoRef};

use super::algorithm::{JwtAlgorithm, Scheme};
use super::error::KeyError;
use crate::secret::SecretKey;

/// A key that verifies, and the only algorithm that it does so with.
#[derive(Clone)]
pub(super) struct Verifier {
    pub(super) algorithm: JwtAlgorithm,
    pub(super) id: Option<String>,
    public: Public,
}

#[derive(Clone)]
enum Public {
    Secret(hmac::Key),
    /// An RSA key as in PKCS #1, an uncompressed point, or the 32 bytes of an Ed25519 key.
    Bytes(Vec<u8>),
    /// An RSA key by its numbers.
    Numbers(RsaPublicKeyComponents<Vec<u8>>),
}

/// A key that signs.
#[derive(Clone)]
pub(super) struct Signer {
    pub(super) algorithm: JwtAlgorithm,
    pub(super) id: Option<String>,
    private: Private,
}

#[derive(Clone)]
enum Private {
    Secret(hmac::Key),
    Rsa(Arc<RsaKeyPair>),
    Ecdsa(Arc<EcdsaKeyPair>),
    Ed25519(Arc<Ed25519KeyPair>),
}

impl Verifier {
    /// With the numbers of an RSA key, big-endian.
    pub(super) fn numbers(algorithm: JwtAlgorithm, n: Vec<u8>, e: Vec<u8>) -> Result<Self, KeyError> {
        // `ring` looks at the key when it verifies. What it will never accept is said at the start.
        let bits = significant(&n).len() * 8;
        if !(2048..=8192).contains(&bits) || matches!(significant(&e), [] | [1]) {
            return Err(KeyError::Unusable("an RSA key needs 2048 to 8192 bits, and a public exponent above 1"));
        }
        Ok(Verifier { algorithm, id: None, public: Public::Numbers(RsaPublicKeyComponents { n, e }) })
    }

    pub(super) fn bytes(algorithm: JwtAlgorithm, key: &[u8]) -> Result<Self, KeyError> {
        let expected = match algorithm.scheme() {
            Scheme::Ecdsa { .. } if algorithm == JwtAlgorithm::ES256 => Some(65),
            Scheme::Ecdsa { .. } => Some(97),
            Scheme::Ed25519 => Some(32),
            Scheme::Rsa { .. } => None,
            Scheme::Hmac(_) => return Err(KeyError::OtherAlgorithm),
        };
        if expected.is_some_and(|length| key.len() != length) {
            return Err(KeyError::OtherAlgorithm);
        }
        Ok(Verifier { algorithm, id: None, public: Public::Bytes(key.to_vec()) })
    }

    pub(super) fn secret(algorithm: JwtAlgorithm, secret: &SecretKey) -> Result<Self, KeyError> {
        hmac_key(algorithm, secret).map(|key| Verifier { algorithm, id: None, public: Public::Secret(key) })
    }

    /// A `PUBLIC KEY` (RFC 7468 section 13).
    pub(super) fn pem(algorithm: JwtAlgorithm, pem: &str) -> Result<Self, KeyError> {
        let (label, document) = Document::from_pem(pem).map_err(|_| KeyError::Pem)?;
        if label != SubjectPublicKeyInfoRef::PEM_LABEL {
            return Err(KeyError::Pem);
        }
        let info = SubjectPublicKeyInfoRef::from_der(document.as_bytes()).map_err(|_| KeyError::Pem)?;
        if !fits(algorithm, &info) {
            return Err(KeyError::OtherAlgorithm);
        }
        Verifier::bytes(algorithm, info.subject_public_key.as_bytes().ok_or(KeyError::Pem)?)
    }

    /// Whether this is the signature of the message; for secrets in constant time.
    pub(super) fn accepts(&self, message: &[u8], signature: &[u8]) -> bool {
        match (&self.public, self.algorithm.scheme()) {
            (Public::Secret(key), _) => hmac::verify(key, message, signature).is_ok(),
            (Public::Numbers(key), Scheme::Rsa { verify, .. }) => key.verify(verify, message, signature).is_ok(),
            (Public::Bytes(key), scheme) => {
                let algorithm: &dyn sig::VerificationAlgorithm = match scheme {
                    Scheme::Rsa { verify, .. } => verify,
                    Scheme::Ecdsa { verify, .. } => verify,
                    Scheme::Ed25519 => &sig::ED25519,
                    Scheme::Hmac(_) => return false,
                };
                UnparsedPublicKey::new(algorithm, key).verify(message, signature).is_ok()
            }
            (Public::Numbers(_), _) => false,
        }
    }
}

impl Signer {
    pub(super) fn secret(algorithm: JwtAlgorithm, secret: &SecretKey) -> Result<Self, KeyError> {
        hmac_key(algorithm, secret).map(|key| Signer { algorithm, id: None, private: Private::Secret(key) })
    }

    /// A `PRIVATE KEY` (PKCS #8, RFC 7468 section 10), and what verifies its signatures.
    pub(super) fn pem(algorithm: JwtAlgorithm, pem: &str) -> Result<(Self, Verifier), KeyError> {
        let (label, document) = Document::from_pem(pem).map_err(|_| KeyError::Pem)?;
        if label != "PRIVATE KEY" {
            return Err(KeyError::Pem);
        }
        let der = document.as_bytes();
        let (private, public) = match algorithm.scheme() {
            Scheme::Hmac(_) => return Err(KeyError::OtherAlgorithm),
            Scheme::Rsa { .. } => {
                let pair = RsaKeyPair::from_pkcs8(der).map_err(|_| KeyError::OtherAlgorithm)?;
                let public = Verifier::bytes(algorithm, pair.public_key().as_ref())?;
                (Private::Rsa(Arc::new(pair)), public)
            }
            Scheme::Ecdsa { sign, .. } => {
                let pair = EcdsaKeyPair::from_pkcs8(sign, der, &SystemRandom::new());
                let pair = pair.map_err(|_| KeyError::OtherAlgorithm)?;
                let public = Verifier::bytes(algorithm, pair.public_key().as_ref())?;
                (Private::Ecdsa(Arc::new(pair)), public)
            }
            Scheme::Ed25519 => {
                // As OpenSSL writes it, without the public key; that is computed.
                let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(der).map_err(|_| KeyError::OtherAlgorithm)?;
                let public = Verifier::bytes(algorithm, pair.public_key().as_ref())?;
                (Private::Ed25519(Arc::new(pair)), public)
            }
        };
        Ok((Signer { algorithm, id: None, private }, public))
    }

    /// The signature; `None` if the system has no randomness.
    pub(super) fn sign(&self, message: &[u8]) -> Option<Vec<u8>> {
        let random = SystemRandom::new();
        match (&self.private, self.algorithm.scheme()) {
            (Private::Secret(key), _) => Some(hmac::sign(key, message).as_ref().to_vec()),
            (Private::Rsa(pair), Scheme::Rsa { sign, .. }) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                pair.sign(sign, &random, message, &mut signature).ok()?;
                Some(signature)
            }
            (Private::Ecdsa(pair), _) => Some(pair.sign(&random, message).ok()?.as_ref().to_vec()),
            (Private::Ed25519(pair), _) => Some(pair.sign(message).as_ref().to_vec()),
            (Private::Rsa(_), _) => None,
        }
    }
}

/// A big-endian number without leading zeros.
fn significant(number: &[u8]) -> &[u8] {
    &number[number.iter().take_while(|byte| **byte == 0).count()..]
}

/// RFC 7518 section 3.2: a secret is at least as long as the output of its hash.
fn hmac_key(algorithm: JwtAlgorithm, secret: &SecretKey) -> Result<hmac::Key, KeyError> {
    let Scheme::Hmac(hash) = algorithm.scheme() else { return Err(KeyError::OtherAlgorithm) };
    if secret.as_bytes().len() < hash.digest_algorithm().output_len() {
        return Err(KeyError::Unusable(
            "the secret is shorter than the output of its hash: 48 bytes for HS384, 64 for HS512",
        ));
    }
    Ok(hmac::Key::new(hash, secret.as_bytes()))
}

/// Whether a public key is one for this algorithm.
fn fits(algorithm: JwtAlgorithm, info: &SubjectPublicKeyInfoRef<'_>) -> bool {
    const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
    const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
    const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
    const P384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");
    const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");
    let curve = || info.algorithm.parameters_oid().ok();
    match algorithm.scheme() {
        Scheme::Hmac(_) => false,
        Scheme::Rsa { .. } => info.algorithm.oid == RSA,
        Scheme::Ecdsa { .. } => {
            let wanted = if algorithm == JwtAlgorithm::ES256 { P256 } else { P384 };
            info.algorithm.oid == EC && curve() == Some(wanted)
        }
        Scheme::Ed25519 => info.algorithm.oid == ED25519,
    }
}

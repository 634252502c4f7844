//! The algorithms of RFC 7518 section 3.1 and RFC 8037 that a token can be signed with.

use ring::{hmac, signature as sig};

/// An algorithm that signs tokens. It belongs to the key: what a token says only has to be the same.
///
/// `none` is not one of them, nor is one whose curve or hash `ring` does not have (ES512, ES256K).
///
/// ```
/// use responder::JwtAlgorithm;
/// assert_eq!(JwtAlgorithm::from_name("EdDSA"), Some(JwtAlgorithm::EdDSA));
/// assert_eq!(JwtAlgorithm::from_name("none"), None);
/// assert_eq!(JwtAlgorithm::ES256.name(), "ES256");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum JwtAlgorithm {
    /// HMAC with SHA-256: one secret that signs and verifies, at least 32 bytes long.
    HS256,
    /// HMAC with SHA-384, at least 48 bytes.
    HS384,
    /// HMAC with SHA-512, at least 64 bytes.
    HS512,
    /// RSA (PKCS #1 v1.5) with SHA-256, at least 2048 bits.
    RS256,
    /// RSA (PKCS #1 v1.5) with SHA-384, at least 2048 bits.
    RS384,
    /// RSA (PKCS #1 v1.5) with SHA-512, at least 2048 bits.
    RS512,
    /// RSA (PSS) with SHA-256, at least 2048 bits.
    PS256,
    /// RSA (PSS) with SHA-384, at least 2048 bits.
    PS384,
    /// RSA (PSS) with SHA-512, at least 2048 bits.
    PS512,
    /// ECDSA on P-256 with SHA-256.
    ES256,
    /// ECDSA on P-384 with SHA-384.
    ES384,
    /// Ed25519.
    EdDSA,
}

/// What an algorithm is in the terms of `ring`.
pub(super) enum Scheme {
    Hmac(hmac::Algorithm),
    Rsa { sign: &'static dyn sig::RsaEncoding, verify: &'static sig::RsaParameters },
    Ecdsa { sign: &'static sig::EcdsaSigningAlgorithm, verify: &'static sig::EcdsaVerificationAlgorithm },
    Ed25519,
}

impl JwtAlgorithm {
    const ALL: [JwtAlgorithm; 12] = [
        Self::HS256,
        Self::HS384,
        Self::HS512,
        Self::RS256,
        Self::RS384,
        Self::RS512,
        Self::PS256,
        Self::PS384,
        Self::PS512,
        Self::ES256,
        Self::ES384,
        Self::EdDSA,
    ];

    /// Its name in the header of a token (`alg`).
    pub const fn name(self) -> &'static str {
        match self {
            Self::HS256 => "HS256",
            Self::HS384 => "HS384",
            Self::HS512 => "HS512",
            Self::RS256 => "RS256",
            Self::RS384 => "RS384",
            Self::RS512 => "RS512",
            Self::PS256 => "PS256",
            Self::PS384 => "PS384",
            Self::PS512 => "PS512",
            Self::ES256 => "ES256",
            Self::ES384 => "ES384",
            Self::EdDSA => "EdDSA",
        }
    }

    /// The algorithm of this name, exactly as it is written.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.name() == name)
    }

    pub(super) fn scheme(self) -> Scheme {
        match self {
            Self::HS256 => Scheme::Hmac(hmac::HMAC_SHA256),
            Self::HS384 => Scheme::Hmac(hmac::HMAC_SHA384),
            Self::HS512 => Scheme::Hmac(hmac::HMAC_SHA512),
            Self::RS256 => Scheme::Rsa { sign: &sig::RSA_PKCS1_SHA256, verify: &sig::RSA_PKCS1_2048_8192_SHA256 },
            Self::RS384 => Scheme::Rsa { sign: &sig::RSA_PKCS1_SHA384, verify: &sig::RSA_PKCS1_2048_8192_SHA384 },
            Self::RS512 => Scheme::Rsa { sign: &sig::RSA_PKCS1_SHA512, verify: &sig::RSA_PKCS1_2048_8192_SHA512 },
            Self::PS256 => Scheme::Rsa { sign: &sig::RSA_PSS_SHA256, verify: &sig::RSA_PSS_2048_8192_SHA256 },
            Self::PS384 => Scheme::Rsa { sign: &sig::RSA_PSS_SHA384, verify: &sig::RSA_PSS_2048_8192_SHA384 },
            Self::PS512 => Scheme::Rsa { sign: &sig::RSA_PSS_SHA512, verify: &sig::RSA_PSS_2048_8192_SHA512 },
            Self::ES256 => {
                Scheme::Ecdsa { sign: &sig::ECDSA_P256_SHA256_FIXED_SIGNING, verify: &sig::ECDSA_P256_SHA256_FIXED }
            }
            Self::ES384 => {
                Scheme::Ecdsa { sign: &sig::ECDSA_P384_SHA384_FIXED_SIGNING, verify: &sig::ECDSA_P384_SHA384_FIXED }
            }
            Self::EdDSA => Scheme::Ed25519,
        }
    }

    /// Whether one secret both signs and verifies.
    pub(super) fn is_symmetric(self) -> bool {
        matches!(self.scheme(), Scheme::Hmac(_))
    }
}

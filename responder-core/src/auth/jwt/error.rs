//! Why a token was refused, and why one could not be issued.

use crate::message::Problem;
use crate::secret::WeakKey;

/// Why a token was refused. With `?` in a function that returns a [`Problem`] it becomes a 401 with
/// the challenge of RFC 6750 section 3.1.
///
/// Clients are told only that their token is invalid; which check failed is for your logs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum JwtError {
    /// Not a compact JWS in three parts, too long, or its JSON is broken or repeats a claim.
    Malformed,
    /// The header asks for an extension that must be understood (`crit`), and none is.
    Critical,
    /// Not signed with this key and algorithm.
    Signature,
    /// Its `kid` is that of no key.
    UnknownKey,
    /// Its time is over (`exp`), or has not come (`nbf`, `iat`).
    Time,
    /// A claim is missing or is not what it has to be; the name of the claim.
    Claim(&'static str),
    /// It was revoked.
    Revoked,
    /// The claims do not fit the type that they are read into.
    Shape,
}

impl std::fmt::Display for JwtError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            JwtError::Malformed => f.write_str("the token is malformed"),
            JwtError::Critical => f.write_str("the token has a critical extension"),
            JwtError::Signature => f.write_str("the signature or the algorithm is wrong"),
            JwtError::UnknownKey => f.write_str("the token is signed with an unknown key"),
            JwtError::Time => f.write_str("the token has expired or is not valid yet"),
            JwtError::Claim(name) => write!(f, "the claim `{name}` is missing or wrong"),
            JwtError::Revoked => f.write_str("the token was revoked"),
            JwtError::Shape => f.write_str("the claims have another shape"),
        }
    }
}

impl std::error::Error for JwtError {}

impl From<JwtError> for Problem {
    fn from(_: JwtError) -> Problem {
        Problem::new(401).detail("Invalid or expired token").challenge(r#"Bearer error="invalid_token""#)
    }
}

/// Why a key cannot be used; found when the program starts.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// A secret that is too short, or that everybody knows.
    Weak(WeakKey),
    /// Not PEM of the right kind: `PUBLIC KEY`, or `PRIVATE KEY` (PKCS #8).
    Pem,
    /// A key for another algorithm or curve.
    OtherAlgorithm,
    /// A key that nothing could be verified with; the reason.
    Unusable(&'static str),
    /// Not a set of keys as in RFC 7517, or one with more than 64 of them.
    Jwks,
    /// There is no key in it that verifies signatures.
    Empty,
    /// Secrets beside public keys: then a public key could be taken for a secret (RFC 8725 section 3.1).
    Mixed,
    /// Two keys with one id.
    DuplicateId,
    /// Not the address of a key set: `https`, or `http` on this machine, without a password.
    Address,
    /// A file or address that could not be read, and why.
    Unreachable(String),
    /// A key set that is followed changes by itself: it takes no other keys.
    Followed,
}

impl std::fmt::Display for KeyError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            KeyError::Weak(weak) => return weak.fmt(f),
            KeyError::Pem => {
                "the key is not PEM of the right kind: `-----BEGIN PUBLIC KEY-----` to verify, `-----BEGIN PRIVATE KEY-----` \
                 (PKCS #8) to sign; `openssl pkcs8 -topk8 -nocrypt` turns other kinds into that"
            }
            KeyError::OtherAlgorithm => "the key is one for another algorithm",
            KeyError::Unusable(reason) => reason,
            KeyError::Jwks => "this is not a JSON Web Key set of at most 64 keys (RFC 7517)",
            KeyError::Empty => "there is no key that verifies signatures",
            KeyError::Mixed => "secrets and public keys cannot verify the same tokens",
            KeyError::DuplicateId => "two keys have the same id",
            KeyError::Address => "a key set is fetched from an `https` address, or `http` on this machine, without a password in it",
            KeyError::Unreachable(reason) => return write!(f, "it cannot be read: {reason}"),
            KeyError::Followed => "a key set that is followed changes by itself, and takes no other keys or ids",
        })
    }
}

impl std::error::Error for KeyError {}

impl From<WeakKey> for KeyError {
    fn from(weak: WeakKey) -> Self {
        KeyError::Weak(weak)
    }
}

impl From<KeyError> for crate::Error {
    fn from(error: KeyError) -> Self {
        crate::Error::configuration(error.to_string())
    }
}

/// Why a token could not be issued: a mistake in the program, so with `?` it becomes a 500.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssueError(Unissued);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Unissued {
    Unacceptable(JwtError),
    NoKey,
}

impl IssueError {
    /// These keys only verify.
    pub(super) const NO_KEY: IssueError = IssueError(Unissued::NoKey);
}

impl From<JwtError> for IssueError {
    fn from(reason: JwtError) -> Self {
        IssueError(Unissued::Unacceptable(reason))
    }
}

impl std::fmt::Display for IssueError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0 {
            Unissued::Unacceptable(reason) => write!(f, "the token would not be accepted: {reason}"),
            Unissued::NoKey => f.write_str("there is no key to sign with: these only verify"),
        }
    }
}

impl std::error::Error for IssueError {}

impl From<IssueError> for Problem {
    fn from(_: IssueError) -> Problem {
        Problem::internal()
    }
}

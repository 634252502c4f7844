//! Why a token was refused, and why one could not be issued.

use crate::message::Problem;

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
    /// Its time is over (`exp`), or has not come (`nbf`, `iat`).
    Time,
    /// A claim is missing or is not what it has to be; the name of the claim.
    Claim(&'static str),
    /// The claims do not fit the type that they are read into.
    Shape,
}

impl std::fmt::Display for JwtError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            JwtError::Malformed => f.write_str("the token is malformed"),
            JwtError::Critical => f.write_str("the token has a critical extension"),
            JwtError::Signature => f.write_str("the signature or the algorithm is wrong"),
            JwtError::Time => f.write_str("the token has expired or is not valid yet"),
            JwtError::Claim(name) => write!(f, "the claim `{name}` is missing or wrong"),
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

/// Why a token could not be issued: a mistake in the program, so with `?` it becomes a 500.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssueError {
    reason: JwtError,
}

impl IssueError {
    pub(super) const UNSIGNED: IssueError = IssueError { reason: JwtError::Signature };
}

impl From<JwtError> for IssueError {
    fn from(reason: JwtError) -> Self {
        IssueError { reason }
    }
}

impl std::fmt::Display for IssueError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the token would not be accepted: {}", self.reason)
    }
}

impl std::error::Error for IssueError {}

impl From<IssueError> for Problem {
    fn from(_: IssueError) -> Problem {
        Problem::new(500)
    }
}

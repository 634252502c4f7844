//! The challenges as they were recorded.

use responder::Scheme;

/// A scheme with its realm and nothing else, where the framework's own answer adds what RFC 6750 and RFC 7617
/// advise: that a token is invalid, and the charset of passwords.
pub fn recorded(scheme: &Scheme) -> String {
    match scheme.realm() {
        Some(realm) => format!("{} realm=\"{realm}\"", scheme.name()),
        None => scheme.name().to_owned(),
    }
}

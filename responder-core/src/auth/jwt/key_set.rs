//! Several keys as one: those that verify, told apart by their ids, and the one that signs.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::JwtError;
use super::cache::VerifiedTokens;
use super::error::KeyError;
use super::key::{Signer, Verifier};
use super::object::Header;
use super::verified::Verified;

/// The longest token that is looked at, in bytes.
const MAX_TOKEN: usize = 8 * 1024;

/// Keys that do not change: others are another set, with nothing remembered from this one.
pub(super) struct KeySet {
    verifiers: Vec<Verifier>,
    signer: Option<Signer>,
    pub(super) verified: Option<VerifiedTokens>,
}

/// What is in a token that one of the keys has signed.
pub(super) struct Opened {
    kind: Option<Value>,
    payload: Vec<u8>,
}

impl Opened {
    /// The same as claims, which is what a JWT has to hold.
    pub(super) fn read(self) -> Result<Verified, JwtError> {
        let claims = serde_json::from_slice(&self.payload).map_err(|_| JwtError::Malformed)?;
        Ok(Verified::new(self.kind, claims))
    }
}

impl KeySet {
    /// # Errors
    /// If there is no key, if secrets stand beside public keys (so that a public key could be taken for a
    /// secret), or if two keys have one id.
    pub(super) fn new(verifiers: Vec<Verifier>, signer: Option<Signer>, remembers: bool) -> Result<Self, KeyError> {
        if verifiers.is_empty() {
            return Err(KeyError::Empty);
        }
        let symmetric = verifiers.iter().filter(|key| key.algorithm.is_symmetric()).count();
        if symmetric != 0 && symmetric != verifiers.len() {
            return Err(KeyError::Mixed);
        }
        for (index, key) in verifiers.iter().enumerate() {
            if key.id.is_some() && verifiers[..index].iter().any(|other| other.id == key.id) {
                return Err(KeyError::DuplicateId);
            }
        }
        Ok(KeySet { verifiers, signer, verified: remembers.then(VerifiedTokens::default) })
    }

    /// No key: nothing is verified.
    pub(super) fn none(remembers: bool) -> Self {
        KeySet { verifiers: Vec::new(), signer: None, verified: remembers.then(VerifiedTokens::default) }
    }

    /// The same keys, with nothing remembered yet.
    pub(super) fn afresh(&self, remembers: bool) -> Self {
        let verified = remembers.then(VerifiedTokens::default);
        KeySet { verifiers: self.verifiers.clone(), signer: self.signer.clone(), verified }
    }

    /// The same with these changes, and with nothing remembered.
    pub(super) fn with(
        &self,
        remembers: bool,
        change: impl FnOnce(&mut Vec<Verifier>, &mut Option<Signer>),
    ) -> Result<Self, KeyError> {
        let (mut verifiers, mut signer) = (self.verifiers.clone(), self.signer.clone());
        change(&mut verifiers, &mut signer);
        KeySet::new(verifiers, signer, remembers)
    }

    pub(super) fn verifiers(&self) -> &[Verifier] {
        &self.verifiers
    }

    /// The compact form (RFC 7515 section 7.1) of a payload signed by the key that signs.
    pub(super) fn seal(&self, kind: &str, payload: &[u8]) -> Option<String> {
        let signer = self.signer.as_ref()?;
        let mut header = json!({ "typ": kind, "alg": signer.algorithm.name() });
        if let Some(id) = &signer.id {
            header["kid"] = id.as_str().into();
        }
        let encode = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
        let message = format!("{}.{}", encode(header.to_string().as_bytes()), encode(payload));
        let signature = signer.sign(message.as_bytes())?;
        Some(format!("{message}.{}", encode(&signature)))
    }

    /// What a token holds, if one of the keys has signed it.
    pub(super) fn open(&self, token: &str) -> Result<Opened, JwtError> {
        if token.len() > MAX_TOKEN {
            return Err(JwtError::Malformed);
        }
        let (message, signature) = token.rsplit_once('.').ok_or(JwtError::Malformed)?;
        let (head, payload) = message.split_once('.').ok_or(JwtError::Malformed)?;
        if payload.contains('.') {
            return Err(JwtError::Malformed);
        }
        let head = decode(head)?;
        let head = std::str::from_utf8(&head).map_err(|_| JwtError::Malformed)?;
        let header: Header = serde_json::from_str(head).map_err(|_| JwtError::Malformed)?;
        // Extensions that must be understood, of which none is (RFC 7515 section 4.1.11).
        if header.critical.is_some() {
            return Err(JwtError::Critical);
        }
        let algorithm = header.algorithm.as_ref().and_then(Value::as_str).ok_or(JwtError::Malformed)?;
        let id = match &header.key_id {
            None => None,
            Some(Value::String(id)) => Some(id.as_str()),
            Some(_) => return Err(JwtError::Malformed),
        };
        let signature = decode(signature)?;
        // The id chooses among these keys, and nothing in the token brings another one. A key without an
        // id is for tokens of any.
        let signed = self.verifiers.iter().any(|key| {
            key.algorithm.name() == algorithm
                && (id.is_none() || key.id.is_none() || key.id.as_deref() == id)
                && key.accepts(message.as_bytes(), &signature)
        });
        if !signed {
            let is_unknown =
                id.is_some() && self.verifiers.iter().all(|key| key.id.is_some() && key.id.as_deref() != id);
            return Err(if is_unknown { JwtError::UnknownKey } else { JwtError::Signature });
        }
        Ok(Opened { kind: header.kind, payload: decode(payload)? })
    }
}

fn decode(part: &str) -> Result<Vec<u8>, JwtError> {
    BASE64_URL_SAFE_NO_PAD.decode(part).map_err(|_| JwtError::Malformed)
}

//! The registered claims (RFC 7519 section 4.1): which have to be there, and what they have to say.

use serde_json::{Map, Value};

use super::JwtError;
use super::verified::Verified;

/// What a token's claims are held to.
#[derive(Clone, Debug, Default)]
pub(super) struct Rules {
    pub(super) issuer: Option<String>,
    pub(super) audience: Option<String>,
    /// Seconds, at most 60.
    pub(super) leeway: u64,
    pub(super) numeric_subject: bool,
    /// The `typ` of the header; any, if there is none.
    pub(super) kind: Option<String>,
}

impl Rules {
    /// Whether a token of this `typ` is one of those meant (RFC 8725 section 3.11). As a media type it is
    /// in any case, and may start with `application/` (RFC 7515 section 4.1.9).
    fn check_kind(&self, kind: Option<&Value>) -> Result<(), JwtError> {
        let Some(wanted) = &self.kind else { return Ok(()) };
        let plain = |kind: &str| {
            let kind = kind.to_ascii_lowercase();
            kind.strip_prefix("application/").map_or(kind.clone(), str::to_owned)
        };
        match kind {
            Some(Value::String(kind)) if plain(kind) == plain(wanted) => Ok(()),
            _ => Err(JwtError::Claim("typ")),
        }
    }

    /// Adds to claims about to be signed what the rules imply.
    pub(super) fn complete(&self, claims: &mut Map<String, Value>) {
        for (name, value) in [("iss", &self.issuer), ("aud", &self.audience)] {
            if let Some(value) = value {
                claims.insert(name.into(), value.clone().into());
            }
        }
        if !self.numeric_subject
            && let Some(Value::Number(number)) = claims.get("sub")
        {
            let text = number.to_string();
            claims.insert("sub".into(), text.into());
        }
    }

    /// What must be there whenever a token is issued; nobody would accept it otherwise.
    pub(super) fn check_presence(&self, claims: &Map<String, Value>) -> Result<(), JwtError> {
        self.check_subject(claims.get("sub"))?;
        numeric_date(claims.get("exp"), "exp")?.map(drop).ok_or(JwtError::Claim("exp"))
    }

    fn check_subject(&self, subject: Option<&Value>) -> Result<(), JwtError> {
        match subject {
            Some(Value::String(subject)) if !subject.is_empty() => Ok(()),
            Some(Value::Number(_)) if self.numeric_subject => Ok(()),
            _ => Err(JwtError::Claim("sub")),
        }
    }

    /// Holds a token whose signature is right to the rules.
    pub(super) fn check(&self, verified: &Verified, now: u64) -> Result<(), JwtError> {
        self.check_kind(verified.kind.as_ref())?;
        let claims = verified.claims();
        self.check_subject(claims.get("sub"))?;
        let expires = verified.expires.clone()?.ok_or(JwtError::Claim("exp"))?;
        // RFC 7519 section 4.1.4: not accepted on or after this time.
        if now >= expires.saturating_add(self.leeway) {
            return Err(JwtError::Time);
        }
        for from in [&verified.not_before, &verified.issued_at] {
            if from.clone()?.is_some_and(|from| from > now.saturating_add(self.leeway)) {
                return Err(JwtError::Time);
            }
        }
        // An audience that nobody configured was meant for somebody else (RFC 8725 section 3.9).
        match (claims.get("aud"), &self.audience) {
            (None, None) => {}
            (Some(Value::String(got)), Some(want)) if got == want => {}
            (Some(Value::Array(got)), Some(want)) if got.iter().any(|one| one == want.as_str()) => {}
            _ => return Err(JwtError::Claim("aud")),
        }
        let Some(want) = &self.issuer else { return Ok(()) };
        match claims.get("iss") {
            Some(Value::String(got)) if got == want => Ok(()),
            _ => Err(JwtError::Claim("iss")),
        }
    }
}

/// A NumericDate (RFC 7519 section 2) in whole seconds; an error if it is there and is none.
pub(super) fn numeric_date(claim: Option<&Value>, name: &'static str) -> Result<Option<u64>, JwtError> {
    let Some(value) = claim else { return Ok(None) };
    if let Some(whole) = value.as_u64() {
        return Ok(Some(whole));
    }
    match value.as_f64() {
        // 2^53: above it a float no longer holds every second.
        Some(seconds) if (0.0..9_007_199_254_740_992.0).contains(&seconds) => Ok(Some(seconds as u64)),
        _ => Err(JwtError::Claim(name)),
    }
}

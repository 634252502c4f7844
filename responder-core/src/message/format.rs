//! The structured formats that bodies are read from and written to.

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::body::BodyError;
use super::object::Objects;
use crate::validation::{Invalid, Violation, from_serde, violation_of};

/// A format of structured bodies, chosen by `Content-Type` for reading and by `Accept` for writing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// `application/json` (RFC 8259).
    #[default]
    Json,
    /// `application/yaml` (RFC 9512), YAML 1.2: `no` is text. Needs the feature `yaml`.
    #[cfg(feature = "yaml")]
    Yaml,
    /// `application/x-msgpack`, structs as maps with named fields.
    MessagePack,
}

impl Format {
    /// Every format, the most preferred first.
    pub const ALL: &'static [Format] = &[
        Format::Json,
        #[cfg(feature = "yaml")]
        Format::Yaml,
        Format::MessagePack,
    ];

    /// The media type that a body in this format is labelled with.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Json => "application/json",
            #[cfg(feature = "yaml")]
            Format::Yaml => "application/yaml",
            Format::MessagePack => "application/x-msgpack",
        }
    }

    /// All the media types it is known by, the one that it is [labelled](Self::media_type) with first.
    pub(crate) fn media_types(self) -> &'static [&'static str] {
        match self {
            Format::Json => &["application/json", "text/json"],
            #[cfg(feature = "yaml")]
            Format::Yaml => &["application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml"],
            Format::MessagePack => &["application/x-msgpack", "application/msgpack", "application/vnd.msgpack"],
        }
    }

    /// The format of a body with this media type (without parameters), if it is one we read.
    pub fn of_media_type(essence: &str) -> Option<Format> {
        let essence = essence.to_ascii_lowercase();
        let known = Format::ALL.iter().copied().find(|format| format.media_types().contains(&essence.as_str()));
        match essence.rsplit_once('+') {
            _ if known.is_some() => known,
            Some((_, "json")) => Some(Format::Json),
            #[cfg(feature = "yaml")]
            Some((_, "yaml")) => Some(Format::Yaml),
            _ => None,
        }
    }

    pub(crate) fn encode<T: Serialize + ?Sized>(self, value: &T) -> Result<Bytes, String> {
        match self {
            Format::Json => serde_json::to_vec(value).map_err(|e| e.to_string()),
            #[cfg(feature = "yaml")]
            Format::Yaml => serde_saphyr::to_string(&value).map(String::into_bytes).map_err(|e| e.to_string()),
            Format::MessagePack => rmp_serde::to_vec_named(value).map_err(|e| e.to_string()),
        }
        .map(Bytes::from)
    }

    pub(crate) fn decode<T: DeserializeOwned>(self, bytes: &[u8]) -> Result<T, BodyError> {
        let (value, malformed) = match self {
            Format::Json => {
                let value = decode_json(bytes).map_err(|error| error.is_data().then(|| error.to_string()));
                (value, BodyError::Malformed("JSON"))
            }
            #[cfg(feature = "yaml")]
            Format::Yaml => (decode_yaml(bytes), BodyError::Malformed("YAML")),
            Format::MessagePack => {
                let value = decode_messagepack(bytes).map_err(|error| is_about_data(&error).then(|| error.to_string()));
                (value, BodyError::Malformed("MessagePack"))
            }
        };
        value.map_err(|about_data| match about_data {
            Some(words) => BodyError::Invalid(Invalid::one(self.mistake::<T>(bytes, &words))),
            None => malformed,
        })
    }

    /// Where the mistake is that serde has found in a well-formed body. Only such a body is read a second time.
    fn mistake<T: DeserializeOwned>(self, bytes: &[u8], words: &str) -> Violation {
        let whole: Option<Value> = match self {
            Format::Json => decode_json(bytes).ok(),
            #[cfg(feature = "yaml")]
            Format::Yaml => decode_yaml(bytes).ok(),
            Format::MessagePack => decode_messagepack(bytes).ok(),
        };
        let found = whole.and_then(|whole| from_serde::<T, _>(Objects(&whole)).err());
        found.unwrap_or_else(|| violation_of(Vec::new(), words))
    }
}

/// That it is well-formed, but not what was asked for.
fn is_about_data(error: &rmp_serde::decode::Error) -> bool {
    matches!(error, rmp_serde::decode::Error::Syntax(_) | rmp_serde::decode::Error::TypeMismatch(_))
}

/// How many nodes aliases may stand for, in all: a small body must not become a large value. Nor may they stand for more
/// text than four times the body.
#[cfg(feature = "yaml")]
const MAX_ALIASED: usize = 100_000;

/// The error is what is wrong with the data, or `None` if it is no YAML. The library bounds what aliases expand to.
#[cfg(feature = "yaml")]
fn decode_yaml<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Option<String>> {
    // An empty document would be null, and an empty body says nothing.
    if bytes.trim_ascii().is_empty() {
        return Err(None);
    }
    // The core schema of YAML 1.2; the words of errors, which would quote the body, are nobody's.
    let mut options = serde_saphyr::options! { strict_booleans: true, with_snippet: false };
    options.alias_limits.max_total_replayed_events = MAX_ALIASED;
    if let Some(budget) = &mut options.budget {
        budget.max_total_scalar_bytes = bytes.len().saturating_mul(4);
    }
    let whole: Value = serde_saphyr::from_slice_with_options(bytes, options).map_err(|_| None)?;
    T::deserialize(Objects(whole)).map_err(|error| Some(error.to_string()))
}

/// As deep as JSON may be nested: the stack of a thread is a resource of the server.
const MAX_DEPTH: usize = 128;

fn decode_messagepack<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, rmp_serde::decode::Error> {
    let mut rest = bytes;
    let mut deserializer = rmp_serde::Deserializer::new(&mut rest);
    deserializer.set_max_depth(MAX_DEPTH);
    let value = T::deserialize(&mut deserializer)?;
    match rest.is_empty() {
        true => Ok(value),
        false => Err(rmp_serde::decode::Error::LengthMismatch(0)),
    }
}

fn decode_json<T: DeserializeOwned>(bytes: &[u8]) -> serde_json::Result<T> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = T::deserialize(Objects(&mut deserializer))?;
    // What follows the value would be read by nobody here, and by somebody else perhaps.
    deserializer.end()?;
    Ok(value)
}

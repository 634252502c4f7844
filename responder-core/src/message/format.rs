//! The structured formats that bodies are read from and written to.

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::body::BodyError;
use super::object::Objects;

/// A format of structured bodies, chosen by `Content-Type` for reading and by `Accept` for writing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// `application/json` (RFC 8259).
    #[default]
    Json,
    /// `application/x-msgpack`, structs as maps with named fields.
    MessagePack,
}

impl Format {
    /// Every format, the most preferred first.
    pub const ALL: [Format; 2] = [Format::Json, Format::MessagePack];

    /// The media type that a body in this format is labelled with.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Json => "application/json",
            Format::MessagePack => "application/x-msgpack",
        }
    }

    /// The format of a body with this media type (without parameters), if it is one we read.
    pub fn of_media_type(essence: &str) -> Option<Format> {
        let essence = essence.to_ascii_lowercase();
        match essence.as_str() {
            "application/json" | "text/json" => Some(Format::Json),
            "application/x-msgpack" | "application/msgpack" | "application/vnd.msgpack" => Some(Format::MessagePack),
            other if other.ends_with("+json") => Some(Format::Json),
            _ => None,
        }
    }

    pub(crate) fn encode<T: Serialize + ?Sized>(self, value: &T) -> Result<Bytes, String> {
        match self {
            Format::Json => serde_json::to_vec(value).map_err(|e| e.to_string()),
            Format::MessagePack => rmp_serde::to_vec_named(value).map_err(|e| e.to_string()),
        }
        .map(Bytes::from)
    }

    pub(crate) fn decode<T: DeserializeOwned>(self, bytes: &[u8]) -> Result<T, BodyError> {
        match self {
            Format::Json => decode_json(bytes).map_err(|e| match e.classify() {
                serde_json::error::Category::Data => BodyError::Shape,
                _ => BodyError::Malformed("JSON"),
            }),
            Format::MessagePack => decode_messagepack(bytes).map_err(|e| match e {
                rmp_serde::decode::Error::Syntax(_) | rmp_serde::decode::Error::TypeMismatch(_) => BodyError::Shape,
                _ => BodyError::Malformed("MessagePack"),
            }),
        }
    }
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

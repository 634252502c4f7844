//! The two JSON objects of a token, read with as little memory as they need.

use std::borrow::Cow;

use serde::de::{Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

/// What matters of a header (RFC 7515 section 4.1). What else stands there is passed over: `jwk`, `jku` and `x5u` above
/// all, which would bring a key.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub(super) algorithm: Option<Value>,
    pub(super) key_id: Option<Value>,
    pub(super) kind: Option<Value>,
    pub(super) critical: Option<Value>,
}

/// Claims in their order, no name of which stands twice: two readers could take different ones.
#[derive(Debug, Default)]
pub(super) struct Claims(Vec<(Cow<'static, str>, Value)>);

/// Names that most tokens have (RFC 7519 section 4.1).
const CLAIMS: [&str; 7] = ["sub", "exp", "iat", "nbf", "iss", "aud", "jti"];

/// Parameters that most headers have.
const PARAMETERS: [&str; 3] = ["alg", "typ", "kid"];

impl Claims {
    // A search through all: there are few, or the owner of a key has made them many.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (&**name, value))
    }

    pub(super) fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        self.0.iter_mut().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    pub(super) fn to_map(&self) -> Map<String, Value> {
        self.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect()
    }
}

impl<'de> Deserialize<'de> for Header {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Header;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a JSON object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut access: M) -> Result<Header, M::Error> {
                let mut header = Header::default();
                while let Some(Name(name)) = access.next_key()? {
                    let place = match &*name {
                        "alg" => &mut header.algorithm,
                        "kid" => &mut header.key_id,
                        "typ" => &mut header.kind,
                        "crit" => &mut header.critical,
                        _ => {
                            access.next_value::<IgnoredAny>()?;
                            continue;
                        }
                    };
                    if place.replace(access.next_value()?).is_some() {
                        return Err(M::Error::custom("a parameter stands twice"));
                    }
                }
                Ok(header)
            }
        }

        deserializer.deserialize_map(Object)
    }
}

impl<'de> Deserialize<'de> for Claims {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Claims;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a JSON object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut access: M) -> Result<Claims, M::Error> {
                let mut claims = Claims::default();
                while let Some(Name(name)) = access.next_key()? {
                    if claims.get(&name).is_some() {
                        return Err(M::Error::custom("a claim stands twice"));
                    }
                    claims.0.push((name, access.next_value()?));
                }
                claims.0.shrink_to_fit();
                Ok(claims)
            }
        }

        deserializer.deserialize_map(Object)
    }
}

/// A name, without memory of its own if it is a usual one.
struct Name(Cow<'static, str>);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl Visitor<'_> for Text {
            type Value = Name;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a name")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Name, E> {
                let known = CLAIMS.iter().chain(&PARAMETERS).find(|known| **known == name);
                Ok(Name(known.map_or_else(|| Cow::Owned(name.to_owned()), |known| Cow::Borrowed(*known))))
            }
        }

        deserializer.deserialize_str(Text)
    }
}

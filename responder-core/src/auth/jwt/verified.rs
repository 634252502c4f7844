//! A token whose signature is right, read as far as it can be before anybody asks for it.

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, DeserializeOwned, DeserializeSeed, MapAccess, Visitor};
use serde::{Deserializer, forward_to_deserialize_any};
use serde_json::{Error, Value};

use super::JwtError;
use super::claims::numeric_date;
use super::object::Claims;

/// What a token says whose signature is right. Whether it is accepted is another question, each time.
pub(super) struct Verified {
    /// The `typ` of its header.
    pub(super) kind: Option<Value>,
    /// Dates are whole seconds.
    claims: Claims,
    pub(super) expires: Date,
    pub(super) not_before: Date,
    pub(super) issued_at: Date,
    /// The number that the subject is, written as a string.
    number: Option<Value>,
}

/// When, in seconds since 1970, if it is said; an error if that is no date.
pub(super) type Date = Result<Option<u64>, JwtError>;

impl Verified {
    pub(super) fn new(kind: Option<Value>, mut claims: Claims) -> Self {
        let [expires, not_before, issued_at] = ["exp", "nbf", "iat"].map(|name| {
            let Some(claim) = claims.get_mut(name) else { return Ok(None) };
            let date = numeric_date(Some(claim), name);
            if let Ok(Some(whole)) = date {
                *claim = whole.into();
            }
            date
        });
        let number = claims.get("sub").and_then(Value::as_str).and_then(number);
        Verified { kind, claims, expires, not_before, issued_at, number }
    }

    pub(super) fn claims(&self) -> &Claims {
        &self.claims
    }

    /// The claims as the type of the user.
    ///
    /// The subject is a string in the token; a type with an integer there gets the integer it wrote.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, JwtError> {
        let reader = Reader { claims: &self.claims, number: self.number.as_ref() };
        T::deserialize(reader).or_else(|_| self.read_slowly())
    }

    /// The same for types that only serde can make out: first with one subject, then with the other.
    fn read_slowly<T: DeserializeOwned>(&self) -> Result<T, JwtError> {
        let read = |claims| serde_json::from_value(Value::Object(claims)).map_err(|_| JwtError::Shape);
        let mut claims = self.claims.to_map();
        let Some(number) = &self.number else { return read(claims) };
        read(claims.clone()).or_else(|_| {
            claims.insert("sub".into(), number.clone());
            read(claims)
        })
    }
}

/// The integer of which this is the one spelling: with several, two subjects could be one user.
fn number(subject: &str) -> Option<Value> {
    let digits = subject.strip_prefix('-').unwrap_or(subject);
    let is_plain =
        digits.starts_with(|first: char| first.is_ascii_digit()) && (!digits.starts_with('0') || subject == "0");
    if !is_plain {
        return None;
    }
    let whole = || subject.parse().ok().map(|number: u64| number.into());
    whole().or_else(|| subject.parse().ok().map(|number: i64| number.into()))
}

/// Claims, lent to a type that reads a map.
struct Reader<'c> {
    claims: &'c Claims,
    number: Option<&'c Value>,
}

impl<'de> Deserializer<'de> for Reader<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(Entries { entries: self.claims.iter(), value: None, number: self.number })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct Entries<'c, I> {
    entries: I,
    value: Option<(&'c str, &'c Value)>,
    number: Option<&'c Value>,
}

impl<'de, I: Iterator<Item = (&'de str, &'de Value)>> MapAccess<'de> for Entries<'de, I> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some((name, value)) = self.entries.next() else { return Ok(None) };
        self.value = Some((name, value));
        seed.deserialize(BorrowedStrDeserializer::new(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        match (self.value.take(), self.number) {
            (Some(("sub", text)), Some(number)) => seed.deserialize(Subject { text, number }),
            (Some((_, value)), _) => seed.deserialize(value),
            (None, _) => Err(de::Error::custom("a value without a name")),
        }
    }
}

/// A subject that is a string, and a number for those who ask for one.
struct Subject<'c> {
    text: &'c Value,
    number: &'c Value,
}

macro_rules! numbers {
    ($($method:ident)*) => { $(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.number.$method(visitor)
        }
    )* };
}

impl<'de> Deserializer<'de> for Subject<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.text.deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.text.deserialize_enum(name, variants, visitor)
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
    }

    forward_to_deserialize_any! {
        bool f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier
        ignored_any
    }
}

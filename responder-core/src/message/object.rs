//! Structs from JSON objects only.

use serde::de::{Deserializer, Visitor};
use serde::forward_to_deserialize_any;

/// Reads a struct from an object, never from a list.
///
/// Serde's derived code also takes the fields of a struct from a list, by their order. A body like
/// `["admin", "secret"]` where `{"username": ..}` was asked for is a mistake, or somebody probing.
pub(super) struct Objects<D>(pub(super) D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Objects<D> {
    type Error = D::Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(visitor)
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_option(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_newtype_struct(name, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_enum(name, variants, visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_bytes(visitor)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_byte_buf(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string unit unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::Objects;

    fn read<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, serde_json::Error> {
        T::deserialize(Objects(&mut serde_json::Deserializer::from_str(text)))
    }

    #[derive(Deserialize, PartialEq, Debug)]
    struct Login {
        name: String,
    }

    #[derive(Deserialize, PartialEq, Debug)]
    struct Wrapped(u32);

    #[derive(Deserialize, PartialEq, Debug)]
    enum Choice {
        Unit,
        Data { n: u8 },
    }

    #[test]
    fn a_struct_is_an_object() {
        assert_eq!(read::<Login>(r#"{"name":"a"}"#).unwrap(), Login { name: "a".into() });
        assert!(read::<Login>(r#"["a"]"#).is_err());
    }

    #[test]
    fn everything_else_is_read_as_ever() {
        assert_eq!(read::<Vec<u8>>("[1,2]").unwrap(), [1, 2]);
        assert_eq!(read::<Option<u8>>("null").unwrap(), None);
        assert_eq!(read::<Option<u8>>("7").unwrap(), Some(7));
        assert_eq!(read::<(u8, String)>(r#"[1,"a"]"#).unwrap(), (1, "a".into()));
        assert_eq!(read::<Wrapped>("7").unwrap(), Wrapped(7));
        assert_eq!(read::<Choice>(r#""Unit""#).unwrap(), Choice::Unit);
        assert_eq!(read::<Choice>(r#"{"Data":{"n":1}}"#).unwrap(), Choice::Data { n: 1 });
        assert_eq!(read::<&str>(r#""a""#).unwrap(), "a");
        assert_eq!(read::<f64>("1.5").unwrap(), 1.5);
    }
}

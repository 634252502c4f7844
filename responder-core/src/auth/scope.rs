//! Scopes: what a token was issued for (RFC 6749, section 3.3).

use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A scope type: an enum whose variants are the scopes there are.
///
/// `#[derive(Scope)]` implements it, together with `Serialize`, `Deserialize` and `Display` by the
/// same names. Names are the variants in snake case, or what `#[scope("..")]` says.
///
/// ```
/// use responder::Scope as _;
/// #[derive(responder::Scope)]
/// enum Scope {
///     #[scope("items:read")]
///     ReadItems,
///     #[scope("items:write")]
///     WriteItems,
/// }
/// assert_eq!(Scope::NAMES, ["items:read", "items:write"]);
/// assert_eq!(Scope::WriteItems.name(), "items:write");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a scope type",
    label = "this type has no `#[derive(Scope)]`",
    note = "scopes are the variants of an enum with `#[derive(Scope)]`; a principal holds a `ScopeSet` of them"
)]
pub trait Scope: Sized + Send + Sync + 'static {
    /// The names of all scopes, in the order of the variants.
    const NAMES: &'static [&'static str];

    /// The name of this scope.
    fn name(&self) -> &'static str;

    /// The scope with this name, exactly as it is written.
    fn from_name(name: &str) -> Option<Self>;
}

/// What a principal's scope field may be: a [`ScopeSet`], or a `Vec` of scopes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not hold scopes",
    label = "neither a `ScopeSet` nor a `Vec` of a scope type",
    note = "put `#[derive(Scope)]` on the enum of your scopes, and let the field be a `ScopeSet` of it"
)]
pub trait Scopes {
    /// The scope type.
    type Scope: Scope;

    /// Whether a scope of this name is among them.
    fn has(&self, name: &str) -> bool;
}

#[diagnostic::do_not_recommend]
impl<S: Scope> Scopes for Vec<S> {
    type Scope = S;
    fn has(&self, name: &str) -> bool {
        self.iter().any(|scope| scope.name() == name)
    }
}

impl<S: Scope> Scopes for ScopeSet<S> {
    type Scope = S;
    fn has(&self, name: &str) -> bool {
        self.0.has(name)
    }
}

/// The scopes of a token, as they stand in its claim `scope`.
///
/// It is read from text with spaces between the names (RFC 8693, section 4.2) or from a list. Names
/// that the scope type does not declare are passed over: a token may be meant for others, too. It is
/// written as text.
///
/// ```
/// use responder::ScopeSet;
/// #[derive(responder::Scope, PartialEq, Debug)]
/// enum Scope {
///     #[scope("items:read")]
///     ReadItems,
///     #[scope("items:write")]
///     WriteItems,
/// }
/// let scopes: ScopeSet<Scope> = serde_json::from_str(r#""items:read openid""#)?;
/// assert!(scopes.contains(&Scope::ReadItems) && !scopes.contains(&Scope::WriteItems));
/// assert_eq!(serde_json::to_string(&scopes)?, r#""items:read""#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeSet<S>(Vec<S>);

impl<S: Scope> ScopeSet<S> {
    /// Whether this scope is among them.
    pub fn contains(&self, scope: &S) -> bool {
        self.has(scope.name())
    }

    /// The scopes, in the order in which they were given.
    pub fn iter(&self) -> impl Iterator<Item = &S> {
        self.0.iter()
    }
}

impl<S> Default for ScopeSet<S> {
    fn default() -> Self {
        ScopeSet(Vec::new())
    }
}

impl<S: Scope> FromIterator<S> for ScopeSet<S> {
    fn from_iter<I: IntoIterator<Item = S>>(scopes: I) -> Self {
        let mut set = ScopeSet::default();
        for scope in scopes {
            if !set.contains(&scope) {
                set.0.push(scope);
            }
        }
        set
    }
}

impl<S: Scope> Serialize for ScopeSet<S> {
    fn serialize<W: Serializer>(&self, serializer: W) -> Result<W::Ok, W::Error> {
        let names: Vec<_> = self.iter().map(S::name).collect();
        serializer.serialize_str(&names.join(" "))
    }
}

impl<'de, S: Scope> Deserialize<'de> for ScopeSet<S> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Names(std::marker::PhantomData))
    }
}

struct Names<S>(std::marker::PhantomData<S>);

impl<'de, S: Scope> Visitor<'de> for Names<S> {
    type Value = ScopeSet<S>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("scopes with spaces between them, or a list of scopes")
    }

    fn visit_str<E>(self, text: &str) -> Result<ScopeSet<S>, E> {
        Ok(text.split(' ').filter_map(S::from_name).collect())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut names: A) -> Result<ScopeSet<S>, A::Error> {
        let mut scopes = Vec::new();
        while let Some(name) = names.next_element::<std::borrow::Cow<'de, str>>()? {
            scopes.extend(S::from_name(&name));
        }
        Ok(scopes.into_iter().collect())
    }
}

/// The scope type of principals that have no scopes.
#[derive(Clone, Copy, Debug)]
pub enum NoScopes {}

impl Scope for NoScopes {
    const NAMES: &'static [&'static str] = &[];
    fn name(&self) -> &'static str {
        match *self {}
    }
    fn from_name(_: &str) -> Option<Self> {
        None
    }
}

/// Reads a scope by its exact name, for `#[derive(Scope)]`.
///
/// # Errors
/// If it is not a string, or no scope has that name. The text is not repeated in the error.
pub fn deserialize_scope<'de, D: Deserializer<'de>, S: Scope>(deserializer: D) -> Result<S, D::Error> {
    let name = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
    S::from_name(&name).ok_or_else(|| serde::de::Error::custom("not the name of a scope"))
}

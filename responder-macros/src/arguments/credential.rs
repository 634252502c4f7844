//! An argument that takes credentials: `#[bearer]`, `#[basic(realm = "..")]`, `#[api_key(header = "..")]`.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, LitStr, Meta, PatType, Type};

use super::source::{is_str, ungrouped};
use crate::errors::Errors;
use crate::function::{argument_of, is_marker, local};
use crate::keys;

/// The markers.
pub(super) const MARKERS: [&str; 3] = ["bearer", "basic", "api_key"];

/// Credentials that a guard or dependency takes.
pub(crate) struct Credential {
    kind: Kind,
    realm: Option<LitStr>,
    /// `Option<..>`: others may do.
    optional: bool,
    /// The type of the argument, inside the `Option`.
    ty: Type,
    pub(crate) marker: Attribute,
}

/// Where they stand in a request.
enum Kind {
    Bearer,
    Basic,
    Key { place: Ident, name: LitStr },
}

/// The marker of an argument for credentials.
pub(super) fn marker(argument: &PatType) -> Option<&Attribute> {
    argument.attrs.iter().find(|attr| MARKERS.iter().any(|name| attr.path().is_ident(name)))
}

impl Credential {
    /// What the marker and the type of an argument say.
    pub(super) fn read(argument: &PatType, marker: &Attribute, errors: &mut Errors) -> Option<Self> {
        if let Some(other) = argument.attrs.iter().find(|attr| is_marker(attr) && !std::ptr::eq(*attr, marker)) {
            errors.push(other, "an argument has one marker: take what is marked twice by an argument of its own");
            return None;
        }
        let (kind, realm) = scheme(marker, errors)?;
        let (optional, ty) = match argument_of(ungrouped(&argument.ty), "Option") {
            Some(inner) => (true, inner.clone()),
            None => (false, (*argument.ty).clone()),
        };
        let is_text = matches!(ungrouped(&ty), Type::Reference(reference) if reference.mutability.is_none() && is_str(&reference.elem));
        match (&kind, is_text) {
            (Kind::Basic, true) => {
                errors.push(&argument.ty, "`#[basic]` is a name and a password: take `BasicCredentials`, or `Option<BasicCredentials>` where another scheme will do");
                return None;
            }
            (Kind::Bearer | Kind::Key { .. }, false) => {
                errors.push(
                    &argument.ty,
                    "a token or key is text: take `&str`, or `Option<&str>` where another scheme will do",
                );
                return None;
            }
            _ => {}
        }
        Some(Credential { kind, realm, optional, ty, marker: marker.clone() })
    }

    /// That a request can bring all that a function cannot do without.
    pub(super) fn check(all: &[&Credential], errors: &mut Errors) {
        for (index, credential) in all.iter().enumerate() {
            let earlier = &all[..index];
            if earlier.iter().any(|other| other.place() == credential.place()) {
                errors.push(&credential.marker, "these credentials are taken by another argument already");
            } else if earlier.iter().any(|other| {
                other.is_authorization() && credential.is_authorization() && !(other.optional && credential.optional)
            }) {
                errors.push(
                    &credential.marker,
                    "a request has one `Authorization`, so it never brings both: make both arguments an `Option`",
                );
            }
        }
    }

    /// Where in a request it stands. Names of headers have no case (RFC 9110 section 5.1).
    fn place(&self) -> (String, String) {
        match &self.kind {
            Kind::Bearer => ("bearer".into(), String::new()),
            Kind::Basic => ("basic".into(), String::new()),
            Kind::Key { place, name } if place == "ApiKeyHeader" => ("header".into(), name.value().to_lowercase()),
            Kind::Key { place, name } => (place.to_string(), name.value()),
        }
    }

    fn is_authorization(&self) -> bool {
        !matches!(self.kind, Kind::Key { .. })
    }

    fn scheme(&self) -> TokenStream {
        match &self.kind {
            Kind::Bearer => quote!(Bearer),
            Kind::Basic => quote!(Basic),
            Kind::Key { place, name } => quote!(#place(#name)),
        }
    }

    /// The core's record of it.
    pub(super) fn record(&self) -> TokenStream {
        let (scheme, optional) = (self.scheme(), self.optional);
        let realm = self.realm.as_ref().map_or_else(|| quote!(__rt::None), |realm| quote!(__rt::Some(#realm)));
        quote!(__rt::Credential { scheme: __rt::Scheme::new(__rt::SchemeKind::#scheme, #realm), optional: #optional })
    }

    /// Statements that find the argument `name`, the function's `index`th for credentials; `missing` is what is
    /// done where it is not there.
    pub(super) fn find(&self, index: usize, name: &Ident, missing: &TokenStream) -> TokenStream {
        let (ty, loans, secret) = (&self.ty, local("__loans"), format_ident!("__secret_{index}"));
        let found = match self.kind {
            Kind::Basic => {
                let read = quote_spanned!(ty.span()=> <#ty as __rt::FromBasic>::from_basic(#loans.request()));
                quote!(let #name = #read;)
            }
            _ => quote! {
                let #secret = __rt::secret_text(__loans.request(), &__CREDENTIALS[#index]);
                let #name = #secret.as_deref();
            },
        };
        let required = (!self.optional).then(|| quote!(let __rt::Some(#name) = #name else { #missing };));
        quote!(#found #required)
    }
}

/// For errors.
impl ToTokens for Credential {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.marker.to_tokens(tokens);
    }
}

/// What is written in the marker.
fn scheme(marker: &Attribute, errors: &mut Errors) -> Option<(Kind, Option<LitStr>)> {
    let name = marker.path().get_ident()?.to_string();
    let known: &[&str] = if name == "api_key" { &["header", "query", "cookie", "realm"] } else { &["realm"] };
    let tokens = match &marker.meta {
        Meta::List(list) => list.tokens.clone(),
        Meta::Path(_) => TokenStream::new(),
        Meta::NameValue(value) => {
            errors.push(value, format!("write `#[{name}(realm = \"..\")]`"));
            return None;
        }
    };
    let (mut realm, mut places) = (None, Vec::new());
    let mut found = Errors::default();
    let attribute = keys::Attribute { name: &name, known, text: None };
    let text = keys::parse(tokens, &attribute, &mut found, |key, errors| match key.name.to_string().as_str() {
        "realm" => realm = key.text("api", errors).filter(|text| is_quotable(text, errors)),
        place => {
            let example = if place == "header" { "X-API-Key" } else { "api_key" };
            if let Some(text) = key.text(example, errors).filter(|text| is_name(text, place, errors)) {
                places.push((key.name, text));
            }
        }
    });
    if let Some(text) = text {
        found.push(text, format!("`#[{name}]` takes no text; it has `{}`", known.join("`, `")));
    }
    let kind = match (name.as_str(), places.as_slice()) {
        ("bearer", _) => Some(Kind::Bearer),
        ("basic", _) => Some(Kind::Basic),
        (_, [(place, text)]) => {
            let place = match place.to_string().as_str() {
                "header" => format_ident!("ApiKeyHeader"),
                "query" => format_ident!("ApiKeyQuery"),
                _ => format_ident!("ApiKeyCookie"),
            };
            Some(Kind::Key { place, name: text.clone() })
        }
        (_, []) if !found.is_empty() => None,
        (_, []) => {
            found.push(
                marker,
                "say where the key stands: `#[api_key(header = \"X-API-Key\")]`, or `query`, or `cookie`",
            );
            None
        }
        (_, [_, (second, _), ..]) => {
            found.push(second, "a key stands in one place: take another one by an argument of its own");
            None
        }
    };
    let clean = found.is_empty();
    errors.append(found);
    kind.filter(|_| clean).map(|kind| (kind, realm))
}

/// Whether the text can stand between quotes in a challenge as it is (RFC 9110 section 5.6.4).
fn is_quotable(text: &LitStr, errors: &mut Errors) -> bool {
    let good = text.value().bytes().all(|b| (b' '..=b'~').contains(&b) && b != b'"' && b != b'\\');
    if !good {
        errors.push(text, "a realm is plain text of ASCII characters, without `\"` and `\\`");
    }
    good
}

/// Whether a header, parameter or cookie can have this name; of the first and last, a token of RFC 9110.
fn is_name(text: &LitStr, place: &str, errors: &mut Errors) -> bool {
    let name = text.value();
    let is_token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    let good = !name.is_empty() && (place == "query" || name.bytes().all(is_token));
    if !good {
        errors.push(text, format!("no {place} can have this name"));
    }
    good
}

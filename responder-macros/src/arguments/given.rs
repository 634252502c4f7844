//! An argument that is read from the request: `#[query]`, `#[header]`, `#[cookie]`, `#[path]`, `#[form]`, `#[file]`,
//! `#[body]`.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, Meta, PatType, Type};

use super::source::{is_str, pattern_name, ungrouped};
use crate::constraints::{self, Constraints};
use crate::errors::Errors;
use crate::function::{BODY, argument_of, is_marker, type_text};
use crate::keys;
use crate::pattern::{Convertor, Pattern};

/// The markers, with `body`, which has no keys.
pub(super) const MARKERS: [&str; 7] = ["query", "header", "cookie", "path", "form", "file", BODY];

/// Those that need no body, which is not there before the handler.
pub(super) const OF_HEAD: [&str; 3] = ["query", "header", "cookie"];

/// An argument that is read from the request.
pub(crate) struct Given {
    place: Place,
    shape: Shape,
    /// Without the `Option`.
    ty: Type,
    constraints: Constraints,
}

/// Where it stands.
enum Place {
    /// A place of the core, and a name there.
    Named(&'static str, String),
    /// A parameter of the path, whose convertor has a say in the type.
    Path(String, Convertor),
    File(String),
    Body,
}

/// How it is taken.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Shape {
    /// `Option<..>`
    is_optional: bool,
    /// `&str`
    is_text: bool,
}

/// The marker of an argument that is read from the request.
pub(super) fn marker(argument: &PatType) -> Option<&Attribute> {
    argument.attrs.iter().find(|attr| MARKERS.iter().any(|name| attr.path().is_ident(name)))
}

impl Given {
    /// What the marker, the name and the type of an argument say.
    pub(super) fn read(
        argument: &PatType,
        marker: &Attribute,
        pattern: Option<&Pattern>,
        errors: &mut Errors,
    ) -> Option<Self> {
        if let Some(other) = argument.attrs.iter().find(|attr| is_marker(attr) && !std::ptr::eq(*attr, marker)) {
            errors.push(other, "an argument has one marker: take what is marked twice by an argument of its own");
            return None;
        }
        let kind = marker.path().get_ident()?.to_string();
        let mut found = Errors::default();
        let constraints = constraints(marker, &kind, &mut found);
        let (shape, ty) = shape(&argument.ty);
        if let (Type::Reference(_), false) = (ungrouped(&ty), shape.is_text) {
            found.push(
                &argument.ty,
                format!(
                    "what a request brings is taken by value, or as the text that it is: `&str`, and not `{}`",
                    type_text(&ty)
                ),
            );
        } else if shape.is_text && matches!(kind.as_str(), BODY | "file") {
            found.push(&argument.ty, format!("`#[{kind}]` is taken by value, and owns its data"));
        } else if shape.is_optional && kind == BODY {
            found.push(&argument.ty, "a body is there or its route is not called: take it without the `Option`, in a type whose fields may be missing");
        }
        constraints.check(&ty, shape.is_optional, &mut found);
        let name = match (&constraints.alias, pattern_name(&argument.pat)) {
            (Some(alias), _) => alias.value(),
            (None, Some(name)) => own_name(name, &kind),
            (None, None) if kind == BODY => String::new(),
            (None, None) => {
                found.push(
                    &argument.pat,
                    format!("give the argument a name, which is that of the value, or `#[{kind}(alias = \"..\")]`"),
                );
                String::new()
            }
        };
        let place = match kind.as_str() {
            "query" => Place::Named("Query", name),
            "header" => Place::Named("Header", name),
            "cookie" => Place::Named("Cookie", name),
            "form" => Place::Named("Form", name),
            "file" => Place::File(name),
            "path" => {
                let convertor = pattern.and_then(|pattern| pattern.params().find(|(_, known, _)| *known == name));
                if let (None, Some(_)) = (convertor, pattern) {
                    found.push(marker, format!("the path has no parameter `{name}`"));
                }
                if shape.is_optional || argument_of(&ty, "Vec").is_some() {
                    found.push(
                        &argument.ty,
                        format!("the path has one `{name}`, and always: take a value that is read from text"),
                    );
                }
                Place::Path(name, convertor.map_or(Convertor::Str, |(_, _, convertor)| convertor))
            }
            _ => Place::Body,
        };
        let clean = found.is_empty();
        errors.append(found);
        clean.then_some(Given { place, shape, ty, constraints })
    }

    /// A parameter of the path that is no text, without a marker.
    pub(super) fn param(name: &str, ty: &Type) -> Self {
        let (place, shape) =
            (Place::Path(name.to_owned(), Convertor::Str), Shape { is_optional: false, is_text: false });
        Given { place, shape, ty: ty.clone(), constraints: Constraints::default() }
    }

    /// Whether it is this parameter of the path.
    pub(super) fn is_param(&self, name: &str) -> bool {
        matches!(&self.place, Place::Path(known, _) if known == name)
    }

    pub(super) fn is_body(&self) -> bool {
        matches!(self.place, Place::Body)
    }

    pub(super) fn is_form(&self) -> bool {
        matches!(self.place, Place::Named("Form", _) | Place::File(_))
    }

    /// Whether it is lent from the request, and not made out of it.
    pub(super) fn borrows(&self) -> bool {
        self.shape.is_text
    }

    /// An expression for an `Option` of it, `None` where it has been noted in `__given` what is wrong.
    pub(super) fn find(&self) -> TokenStream {
        let (ty, span) = (&self.ty, self.ty.span());
        let way = || match argument_of(ty, "Vec") {
            Some(item) => quote_spanned!(span=> __rt::Each((&&&__rt::Kind::<#item>::NEW).way())),
            None => quote_spanned!(span=> (&&&__rt::Kind::<#ty>::NEW).way()),
        };
        let (place, name) = match &self.place {
            Place::Body => return quote_spanned!(span=> __given.body::<#ty>((&&&__rt::BodyKind::<#ty>::NEW).way())),
            Place::File(name) => {
                let (method, ty) = match (argument_of(ty, "Vec"), self.shape.is_optional) {
                    (Some(_), _) => ("files", quote!(#ty)),
                    (None, true) => ("file_or_none", quote!(__rt::Option<#ty>)),
                    (None, false) => ("file", quote!(#ty)),
                };
                let method = Ident::new(method, span);
                return quote_spanned!(span=> { let __file: __rt::Option<#ty> = __given.#method(#name); __file });
            }
            Place::Named(place, name) => (format_ident!("{place}"), name),
            Place::Path(name, _) => (format_ident!("Path"), name),
        };
        let check = self.constraints.closure(ty);
        let default = self.constraints.default_value(ty);
        let fits = match &self.place {
            Place::Path(_, convertor) if *convertor != Convertor::Str => {
                let param = format_ident!("{}Param", convertor.ident());
                Some(quote_spanned!(span=> _ = <#ty as __rt::#param>::from_param;))
            }
            _ => None,
        };
        let at = quote!(__rt::At::#place, #name);
        let found = match (self.shape.is_text, self.shape.is_optional, default) {
            (true, true, _) => quote!(__given.text_or_none(#at, #check)),
            (true, false, None) => quote!(__given.text(#at, #check)),
            (true, false, Some(default)) => quote!(__given.text_otherwise(#at, #check, #default)),
            (false, optional, default) => {
                let way = way();
                let method = match (optional, &default) {
                    (true, _) => "optional",
                    (false, Some(_)) => "otherwise",
                    (false, None) => "required",
                };
                let (method, default) = (Ident::new(method, span), default.map(|default| quote!(, #default)));
                quote_spanned!(span=> __given.#method::<#ty, _>(#at, #way, #check #default))
            }
        };
        match fits {
            Some(fits) => quote!({ #fits #found }),
            None => found,
        }
    }
}

/// Names of header fields have hyphens where those of Rust have underscores.
fn own_name(name: &Ident, kind: &str) -> String {
    let name = name.unraw().to_string();
    let name = name.strip_prefix('_').unwrap_or(&name);
    if kind == "header" { name.replace('_', "-") } else { name.to_owned() }
}

/// How it is taken, and the type without the `Option`.
fn shape(ty: &Type) -> (Shape, Type) {
    let (is_optional, ty) = match argument_of(ungrouped(ty), "Option") {
        Some(inner) => (true, inner.clone()),
        None => (false, ungrouped(ty).clone()),
    };
    let is_text = matches!(ungrouped(&ty), Type::Reference(reference) if reference.mutability.is_none() && is_str(&reference.elem));
    (Shape { is_optional, is_text }, ty)
}

/// What is written in the marker.
fn constraints(marker: &Attribute, kind: &str, errors: &mut Errors) -> Constraints {
    let tokens = match &marker.meta {
        Meta::List(list) => list.tokens.clone(),
        Meta::Path(_) => TokenStream::new(),
        Meta::NameValue(value) => {
            errors.push(value, format!("write `#[{kind}(alias = \"..\")]`"));
            return Constraints::default();
        }
    };
    let known: &[&str] = match kind {
        BODY => &[],
        "file" => &["alias"],
        _ => &constraints::KEYS,
    };
    let attribute = keys::Attribute { name: kind, known, text: None };
    let mut constraints = Constraints::default();
    let text = keys::parse(tokens, &attribute, errors, |key, errors| constraints.read(key, errors));
    if let Some(text) = text {
        errors.push(&text, format!("another name is written `#[{kind}(alias = {:?})]`", text.value()));
    }
    constraints
}

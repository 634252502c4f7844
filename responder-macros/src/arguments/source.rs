//! Where one argument comes from: told by its name, its marker and the shape of its type.

use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::{FnArg, Pat, PatType, Type};

use super::credential::{self, Credential};
use crate::errors::Errors;
use crate::function::{BODY, argument_of, is_marker, type_text};
use crate::pattern::{Convertor, Pattern};

/// Who takes the arguments.
#[derive(Clone, Copy)]
pub(crate) enum Taker<'p> {
    /// A route's handler, with the path that its parameters stand in.
    Handler(Option<&'p Pattern>),
    /// A guard, hook or dependency, before the handler.
    Hook,
    /// A policy, whose path parameters are those of whichever route requires it.
    Policy,
    ExceptionHandler,
}

/// Where an argument comes from.
pub(crate) enum Source {
    /// `&T`: what every request has, or what a guard or dependency provides.
    Shared(Type),
    /// `Option<&T>`: the same, where it may be missing.
    Optional(Type),
    /// `&mut T`.
    Mutable(Type),
    /// The text of a path parameter.
    Text(Param),
    /// A path parameter as a value.
    Param(Param, Type),
    /// `#[body]`.
    Body(Type),
    /// `#[bearer]`, `#[basic]` or `#[api_key(..)]`.
    Credential(Box<Credential>),
    /// The error that an exception handler takes.
    Exception(Type),
}

/// Which path parameter it is.
pub(crate) enum Param {
    /// The one at this place of the route's own path.
    At(usize, Convertor),
    /// The one with this name, in the path of whichever route.
    Named(String),
}

/// `None` if it cannot be told, and an error says why.
pub(super) fn source(argument: &PatType, taker: Taker<'_>, errors: &mut Errors) -> Option<Source> {
    match (credential::marker(argument), taker) {
        (None, _) => errors.note(unmarked(argument, taker)),
        (Some(marker), Taker::Hook) => {
            Credential::read(argument, marker, errors).map(|found| Source::Credential(Box::new(found)))
        }
        (Some(marker), _) => {
            errors.push(
                marker,
                "credentials are taken by a guard or a dependency, whose value others read: `#[before_request] fn user(#[bearer] token: &str, api: &Api) -> Option<User>`",
            );
            None
        }
    }
}

/// Of an argument that takes no credentials.
fn unmarked(argument: &PatType, taker: Taker<'_>) -> syn::Result<Source> {
    let error = |tokens: &dyn quote::ToTokens, message: String| Err(syn::Error::new_spanned(tokens, message));
    if let Some(unknown) = argument.attrs.iter().find(|attr| is_marker(attr) && !attr.path().is_ident(BODY)) {
        return error(
            unknown,
            match taker {
                Taker::Hook => format!(
                    "there is no marker `#[{}]`; an argument can be marked `#[bearer]`, `#[basic]` or `#[api_key(..)]`",
                    path_text(unknown)
                ),
                _ => format!("there is no marker `#[{}]`; an argument can be marked `#[body]`", path_text(unknown)),
            },
        );
    }
    if has_body_marker(argument) {
        return match taker {
            Taker::Handler(_) => Ok(Source::Body((*argument.ty).clone())),
            _ => error(argument, "only a route's handler can take the body".into()),
        };
    }
    if let Taker::Handler(Some(pattern)) = taker
        && let Some(name) = pattern_name(&argument.pat)
        && let Some((index, _, convertor)) = pattern.params().find(|(_, param, _)| is_called(name, param))
    {
        return param(argument, Param::At(index, convertor));
    }
    if let (Taker::Policy, Type::Reference(reference)) = (taker, ungrouped(&argument.ty))
        && is_str(&reference.elem)
    {
        return named_param(argument);
    }
    if let Some(ty) = optional(&argument.ty) {
        return Ok(Source::Optional(ty));
    }
    if let Type::Reference(reference) = ungrouped(&argument.ty) {
        let elem = (*reference.elem).clone();
        return match reference.mutability {
            Some(_) => Ok(Source::Mutable(elem)),
            None => Ok(Source::Shared(elem)),
        };
    }
    if let (Some(instead), false) =
        (instead_of(&argument.ty), matches!(taker, Taker::ExceptionHandler | Taker::Handler(None)))
    {
        return error(argument, format!("nothing fills this argument: {instead}"));
    }
    match taker {
        Taker::ExceptionHandler => Ok(Source::Exception((*argument.ty).clone())),
        Taker::Handler(Some(_)) => error(
            argument,
            match pattern_name(&argument.pat) {
                Some(name) => format!("nothing fills `{name}`: it is not in the path; mark it `#[body]`, or take what a guard or dependency provides by reference"),
                None => "nothing fills this argument: give it the name of a path parameter, or mark it `#[body]`".into(),
            },
        ),
        // The path had errors of its own: which names stand in it is not known.
        Taker::Handler(None) => Ok(Source::Text(Param::Named(String::new()))),
        Taker::Policy => named_param(argument),
        Taker::Hook => error(argument, "nothing fills this argument: take it by reference, as `&Request`, `&Api` or what a guard or dependency provides".into()),
    }
}

/// A path parameter by value, or as the text that it is.
fn param(argument: &PatType, param: Param) -> syn::Result<Source> {
    match ungrouped(&argument.ty) {
        Type::Reference(reference) if is_str(&reference.elem) => Ok(Source::Text(param)),
        Type::Reference(reference) => {
            let ty = type_text(&reference.elem);
            Err(syn::Error::new_spanned(
                &argument.ty,
                format!("a path parameter is taken by value, `{ty}`, or as the text that it is, `&str`"),
            ))
        }
        ty => Ok(Source::Param(param, ty.clone())),
    }
}

/// A path parameter of whichever route requires the policy.
fn named_param(argument: &PatType) -> syn::Result<Source> {
    match pattern_name(&argument.pat) {
        Some(name) => {
            let name = name.unraw().to_string();
            let name = name.strip_prefix('_').map_or(name.clone(), str::to_owned);
            param(argument, Param::Named(name))
        }
        None => {
            Err(syn::Error::new_spanned(argument, "nothing fills this argument: give it the name of a path parameter"))
        }
    }
}

/// The `T` of `Option<&T>`, told by the name `Option`.
fn optional(ty: &Type) -> Option<Type> {
    match ungrouped(argument_of(ungrouped(ty), "Option")?) {
        Type::Reference(reference) if reference.mutability.is_none() => Some((*reference.elem).clone()),
        _ => None,
    }
}

pub(super) fn is_str(ty: &Type) -> bool {
    matches!(ungrouped(ty), Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "str"))
}

pub(super) fn has_body_marker(argument: &PatType) -> bool {
    argument.attrs.iter().any(|attr| attr.path().is_ident(BODY))
}

fn path_text(attr: &syn::Attribute) -> String {
    attr.path().get_ident().map(ToString::to_string).unwrap_or_default()
}

/// Whether an argument has this name, and is not marked to be something else.
pub(super) fn is_named(argument: &FnArg, name: &str) -> bool {
    match argument {
        FnArg::Typed(argument) => {
            !has_body_marker(argument) && pattern_name(&argument.pat).is_some_and(|ident| is_called(ident, name))
        }
        FnArg::Receiver(_) => false,
    }
}

/// `_id` is `id` as well: the compiler proposes it for what is not used.
fn is_called(ident: &Ident, name: &str) -> bool {
    let ident = ident.unraw().to_string();
    ident == name || ident.strip_prefix('_') == Some(name)
}

/// What to write instead of a type that people bring along from elsewhere. Advice only: which type it
/// really is, nobody knows here.
fn instead_of(ty: &Type) -> Option<&'static str> {
    let Type::Path(path) = ungrouped(ty) else { return None };
    let name = path.path.segments.last()?.ident.to_string();
    Some(match name.as_str() {
        "Request" => "take the request by reference, `req: &Request`",
        "Response" => "take the response by reference, `resp: &mut Response`",
        "Api" | "Arc" | "State" | "Data" | "Extension" => "the state is the API itself, `api: &Api`",
        "Json" | "Form" => "the body is an argument of your own type, `#[body] item: Item`, whatever its format",
        "Path" => "a path parameter is an argument of its name, `id: u64` for `{id}`",
        "Query" => "the query is read from the request, `req.query()`",
        "Session" => "take the session by reference, `session: &Session`",
        "Option" => {
            "what may be missing is taken as `Option<&T>`, if a guard or dependency provides `T`; the rest is read from `req: &Request`"
        }
        _ => return None,
    })
}

/// The type itself, where a macro has handed it on as `$t:ty`.
pub(super) fn ungrouped(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => ungrouped(&group.elem),
        Type::Paren(paren) => ungrouped(&paren.elem),
        ty => ty,
    }
}

fn pattern_name(pattern: &Pat) -> Option<&Ident> {
    match pattern {
        Pat::Ident(pattern) => Some(&pattern.ident),
        _ => None,
    }
}

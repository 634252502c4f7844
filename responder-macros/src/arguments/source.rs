//! Where one argument comes from: told by its name, its marker and the shape of its type.

use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::{FnArg, Pat, PatType, Type};

use super::credential::{self, Credential};
use super::given::{self, Given};
use crate::errors::{Errors, did_you_mean};
use crate::function::{argument_of, is_marker, type_text};
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
    /// `#[query]`, `#[body]` and the like, or a path parameter that is read from any text.
    Given(Box<Given>),
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
    if let Some(marker) = credential::marker(argument) {
        if let Taker::Hook = taker {
            return Credential::read(argument, marker, errors).map(|found| Source::Credential(Box::new(found)));
        }
        errors.push(
            marker,
            "credentials are taken by a guard or a dependency, whose value others read: `#[before_request] fn user(#[bearer] token: &str, api: &Api) -> Option<User>`",
        );
        return None;
    }
    if let Some(marker) = given::marker(argument) {
        let pattern = match taker {
            Taker::Handler(pattern) => pattern,
            Taker::Hook if given::OF_HEAD.iter().any(|name| marker.path().is_ident(name)) => None,
            _ => {
                errors.push(marker, only_for_handlers(taker, &path_text(marker)));
                return None;
            }
        };
        return Given::read(argument, marker, pattern, errors).map(|given| Source::Given(Box::new(given)));
    }
    errors.note(unmarked(argument, taker))
}

fn only_for_handlers(taker: Taker<'_>, marker: &str) -> String {
    match (taker, marker) {
        (_, "body") => "only a route's handler can take the body".into(),
        (Taker::Hook, _) => format!(
            "only a route's handler can take `#[{marker}]`: before it, only `#[query]`, `#[header]` and `#[cookie]` can be read"
        ),
        _ => format!("`#[{marker}]` is for handlers, hooks and dependencies: read it from `req: &Request` here"),
    }
}

/// Of an argument that has no marker of ours.
fn unmarked(argument: &PatType, taker: Taker<'_>) -> syn::Result<Source> {
    let error = |tokens: &dyn quote::ToTokens, message: String| Err(syn::Error::new_spanned(tokens, message));
    if let Some(unknown) = argument.attrs.iter().find(|attr| is_marker(attr)) {
        let known: Vec<&str> = match taker {
            Taker::Handler(_) => given::MARKERS.to_vec(),
            Taker::Hook => given::OF_HEAD.iter().chain(&credential::MARKERS).copied().collect(),
            Taker::Policy | Taker::ExceptionHandler => Vec::new(),
        };
        let name = path_text(unknown);
        let suggestion = did_you_mean(&name, &known);
        let list = match (known.is_empty(), suggestion.is_empty()) {
            (true, _) => "; an argument has none here".into(),
            (false, true) => format!("; there are `#[{}]`", known.join("]`, `#[")),
            (false, false) => suggestion,
        };
        return error(unknown, format!("there is no marker `#[{name}]`{list}"));
    }
    if let Taker::Handler(Some(pattern)) = taker
        && let Some(name) = pattern_name(&argument.pat)
        && let Some((index, known, convertor)) = pattern.params().find(|(_, param, _)| is_called(name, param))
    {
        return match param(argument, Param::At(index, convertor))? {
            Source::Param(Param::At(_, Convertor::Str), ty)
                if argument_of(&ty, "Option").or(argument_of(&ty, "Vec")).is_some() =>
            {
                error(
                    &argument.ty,
                    format!("the path has one `{known}`, and always: take a value that is read from text"),
                )
            }
            // Any text matches it, so that text of another type is a mistake, and not another resource.
            Source::Param(Param::At(_, Convertor::Str), ty) => Ok(Source::Given(Box::new(Given::param(known, &ty)))),
            source => Ok(source),
        };
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
                Some(name) => format!("nothing fills `{name}`: it is not in the path; mark it `#[query]` or `#[body]`, say, or take what a guard or dependency provides by reference"),
                None => "nothing fills this argument: give it the name of a path parameter, or mark it `#[query]` or `#[body]`, say".into(),
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

fn path_text(attr: &syn::Attribute) -> String {
    attr.path().get_ident().map(ToString::to_string).unwrap_or_default()
}

/// Whether an argument has this name, and is not marked to be something else.
pub(super) fn is_named(argument: &FnArg, name: &str) -> bool {
    match argument {
        FnArg::Typed(argument) => {
            !argument.attrs.iter().any(is_marker)
                && pattern_name(&argument.pat).is_some_and(|ident| is_called(ident, name))
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
        "Query" => {
            "a parameter of the query is an argument of its name, `#[query] page: u32`; a struct under `#[derive(Model)]` takes several"
        }
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

pub(super) fn pattern_name(pattern: &Pat) -> Option<&Ident> {
    match pattern {
        Pat::Ident(pattern) => Some(&pattern.ident),
        _ => None,
    }
}

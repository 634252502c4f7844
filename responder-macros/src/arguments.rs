//! The arguments of a function that the framework calls: where each comes from, and how it is passed.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{FnArg, Pat, PatType, Type};

use crate::errors::Errors;
use crate::function::{BODY, Function, is_marker, local};
use crate::pattern::{Convertor, Pattern};

/// Who takes the arguments.
#[derive(Clone, Copy)]
pub(crate) enum Taker<'p> {
    /// A route's handler, with the path that its parameters stand in.
    Handler(Option<&'p Pattern>),
    /// A guard, hook or dependency, before the handler.
    Hook,
    /// A hook that runs also where nothing was provided.
    AfterHook,
    ExceptionHandler,
}

/// Where an argument comes from.
pub(crate) enum Source {
    /// `&T`: what every request has, or what a guard or dependency provides.
    Shared(Type),
    /// `&mut T`.
    Mutable(Type),
    /// The text of a path parameter.
    Text(usize),
    /// A path parameter as a value.
    Param(usize, Convertor, Type),
    /// `#[body]`.
    Body(Type),
    /// The error that an exception handler takes.
    Exception(Type),
}

pub(crate) struct Arguments {
    pub(crate) sources: Vec<Source>,
}

impl Arguments {
    pub(crate) fn of(function: &Function, taker: Taker<'_>, errors: &mut Errors) -> Arguments {
        let mut sources = Vec::new();
        for argument in &function.sig.inputs {
            let FnArg::Typed(argument) = argument else { continue };
            match source(argument, taker) {
                Ok(source) => sources.push(source),
                Err(error) => errors.add(error),
            }
        }
        if let Taker::Handler(Some(pattern)) = taker {
            for (index, name, _) in pattern.params() {
                let taken =
                    |source: &Source| matches!(source, Source::Text(at) | Source::Param(at, ..) if *at == index);
                let named = function.sig.inputs.iter().any(|argument| is_named(argument, name));
                if !sources.iter().any(taken) && !named {
                    errors.push(
                        pattern,
                        format!(
                            "the path has a parameter `{name}`, but `{}` has no argument of that name",
                            function.sig.ident
                        ),
                    );
                }
            }
        }
        let bodies = function
            .sig
            .inputs
            .iter()
            .filter(|argument| matches!(argument, FnArg::Typed(argument) if has_body_marker(argument)));
        for second in bodies.skip(1) {
            errors.push(second, "the body can be read into one argument only");
        }
        Arguments { sources }
    }

    pub(crate) fn reads_body(&self) -> bool {
        self.sources.iter().any(|source| matches!(source, Source::Body(_)))
    }

    pub(crate) fn shared(&self) -> impl Iterator<Item = &Type> {
        self.sources.iter().filter_map(|source| match source {
            Source::Shared(ty) => Some(ty),
            _ => None,
        })
    }

    /// The error type of an exception handler.
    pub(crate) fn exception(&self) -> Option<&Type> {
        self.sources.iter().find_map(|source| match source {
            Source::Exception(ty) => Some(ty),
            _ => None,
        })
    }

    /// `&[provider, ..]` of everything that has to be made first.
    pub(crate) fn needs(&self) -> TokenStream {
        let needs = self.shared().map(|ty| quote_spanned!(ty.span()=> <__A as __rt::Provides<#ty>>::PROVIDER));
        quote!(&[#(#needs),*])
    }

    /// A constant expression: whether all of it is there on public routes too.
    pub(crate) fn on_public_routes(&self) -> TokenStream {
        let all = self.shared().map(|ty| quote_spanned!(ty.span()=> <__A as __rt::Provides<#ty>>::PUBLIC));
        quote!(true #(&& #all)*)
    }

    /// Items that check what only types can tell: that no two arguments borrow the same thing.
    pub(crate) fn checks(&self) -> TokenStream {
        let lends = self.sources.iter().filter_map(|source| match source {
            Source::Shared(ty) => Some(quote_spanned!(ty.span()=> (<__A as __rt::Provides<#ty>>::LENDS, false))),
            Source::Mutable(ty) => Some(quote_spanned!(ty.span()=> (<__A as __rt::ProvidesMut<#ty>>::LENDS, true))),
            _ => None,
        });
        let mut mutable = self.sources.iter().filter_map(|source| match source {
            Source::Mutable(ty) => Some(ty),
            _ => None,
        });
        let borrows = self.shared().count() + mutable.clone().count();
        match mutable.next() {
            Some(first) if borrows > 1 => {
                quote_spanned!(first.span()=> const _: () = __rt::disjoint(&[#(#lends),*]);)
            }
            _ => TokenStream::new(),
        }
    }

    /// Statements that find the arguments, and the call. `__ex` is the exchange, `__error` the exception;
    /// `missing` is what is done where a value is not there.
    pub(crate) fn call(&self, function: &Ident, missing: &TokenStream) -> (TokenStream, TokenStream) {
        let (ex, loans) = (local("__ex"), local("__loans"));
        let names: Vec<Ident> = (0..self.sources.len()).map(|index| format_ident!("__argument_{index}")).collect();
        let (mut owned, mut lent) = (TokenStream::new(), TokenStream::new());
        for (source, name) in self.sources.iter().zip(&names) {
            match source {
                Source::Shared(ty) => lent.extend(quote_spanned! {ty.span()=>
                    let ::core::option::Option::Some(#name) = <__A as __rt::Provides<#ty>>::lend(&mut #loans) else { #missing };
                }),
                Source::Mutable(ty) => lent.extend(quote_spanned! {ty.span()=>
                    let ::core::option::Option::Some(#name) = <__A as __rt::ProvidesMut<#ty>>::lend_mut(&mut #loans) else { #missing };
                }),
                Source::Text(index) => owned.extend(quote!(let #name = __params.text(#index);)),
                Source::Param(index, convertor, ty) => {
                    let convertor = convertor.ident();
                    owned.extend(or_refuse(name, &quote_spanned!(ty.span()=> <#ty as __rt::FromParam<__rt::convertor::#convertor>>::from_param(#ex.param(#index)))));
                }
                Source::Body(ty) => owned.extend(or_refuse(name, &quote_spanned!(ty.span()=> <#ty as __rt::FromBody>::from_body(#ex.request())))),
                Source::Exception(_) => owned.extend(quote!(let #name = __error;)),
            }
        }
        if self.sources.iter().any(|source| matches!(source, Source::Text(_))) {
            owned = quote!(let __params = __ex.params(); #owned);
        }
        (quote!(#owned let mut __loans = __ex.lend(); #lent), quote!(#function(#(#names),*)))
    }
}

fn or_refuse(name: &Ident, value: &TokenStream) -> TokenStream {
    quote! {
        let #name = match #value {
            ::core::result::Result::Ok(__value) => __value,
            ::core::result::Result::Err(__problem) => return ::core::result::Result::Err(__rt::refuse::<__A>(__problem)),
        };
    }
}

fn source(argument: &PatType, taker: Taker<'_>) -> syn::Result<Source> {
    let error = |tokens: &dyn quote::ToTokens, message: String| Err(syn::Error::new_spanned(tokens, message));
    if let Some(unknown) = argument.attrs.iter().find(|attr| is_marker(attr) && !attr.path().is_ident(BODY)) {
        return error(
            unknown,
            format!("there is no marker `#[{}]`; an argument can be marked `#[body]`", path_text(unknown)),
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
        return Ok(match ungrouped(&argument.ty) {
            Type::Reference(_) => Source::Text(index),
            ty => Source::Param(index, convertor, ty.clone()),
        });
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
        Taker::Handler(None) => Ok(Source::Text(0)),
        Taker::Hook | Taker::AfterHook => error(argument, "nothing fills this argument: take it by reference, as `&Request`, `&Api` or what a guard or dependency provides".into()),
    }
}

fn has_body_marker(argument: &PatType) -> bool {
    argument.attrs.iter().any(|attr| attr.path().is_ident(BODY))
}

fn path_text(attr: &syn::Attribute) -> String {
    attr.path().get_ident().map(ToString::to_string).unwrap_or_default()
}

/// Whether an argument has this name, and is not marked to be something else.
fn is_named(argument: &FnArg, name: &str) -> bool {
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
        "Option" => "an argument is there or the request fails: read what is optional from `req: &Request`",
        _ => return None,
    })
}

/// The type itself, where a macro has handed it on as `$t:ty`.
fn ungrouped(ty: &Type) -> &Type {
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

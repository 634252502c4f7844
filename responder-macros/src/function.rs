//! The function under an attribute. Its body stays tokens: while it is being typed it may be
//! anything, and the signature is all that matters here.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{Attribute, FnArg, GenericParam, ImplItemFn, ReturnType, Signature, Type, Visibility};

use crate::errors::Errors;

pub(crate) struct Function {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) sig: Signature,
    body: TokenStream,
    /// For a method of a view, the view's type.
    owner: Option<Type>,
}

impl Parse for Function {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Function {
            attrs: input.call(Attribute::parse_outer)?,
            vis: input.parse()?,
            sig: input.parse()?,
            body: input.parse()?,
            owner: None,
        })
    }
}

/// The marker that may stand before an argument.
pub(crate) const BODY: &str = "body";

/// Whether this attribute of an argument is a marker, or was meant to be one; the compiler's own stay.
pub(crate) fn is_marker(attr: &Attribute) -> bool {
    const KNOWN: [&str; 8] = ["allow", "warn", "deny", "expect", "forbid", "cfg", "cfg_attr", "doc"];
    attr.path().get_ident().is_some_and(|name| !KNOWN.iter().any(|known| name == known))
}

impl Function {
    /// Reads the item under `#[attribute]`; if it is no function, the tokens to answer with.
    pub(crate) fn under(attribute: &str, item: TokenStream) -> Result<Self, TokenStream> {
        // The body is handed on as it is: to read it would take as long as all that is read of the signature.
        let mut head: Vec<TokenTree> = item.clone().into_iter().collect();
        let body = head.pop_if(|last| matches!(last, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace));
        let function = syn::parse2::<Function>(head.into_iter().collect());
        function
            .map(|mut function| {
                function.body.extend(body);
                function
            })
            .map_err(|_| {
                let error =
                    syn::Error::new(proc_macro2::Span::call_site(), format!("`#[{attribute}]` goes on a function"));
                let error = error.into_compile_error();
                quote!(#item #error)
            })
    }

    /// One of the functions of an `impl` block of this type.
    pub(crate) fn of(owner: &Type, method: &ImplItemFn) -> Self {
        Function {
            attrs: Vec::new(),
            vis: method.vis.clone(),
            sig: method.sig.clone(),
            body: method.block.to_token_stream(),
            owner: Some(owner.clone()),
        }
    }

    /// Whether it is one of the functions of a view.
    pub(crate) fn is_method(&self) -> bool {
        self.owner.is_some()
    }

    /// How it is called from beside it.
    pub(crate) fn callee(&self) -> TokenStream {
        let name = &self.sig.ident;
        match &self.owner {
            Some(owner) => quote!(<#owner>::#name),
            None => quote!(#name),
        }
    }

    /// Its name, as people write it.
    pub(crate) fn name(&self) -> String {
        match &self.owner {
            Some(owner) => format!("{}::{}", type_text(owner), self.sig.ident),
            None => self.sig.ident.to_string(),
        }
    }

    /// What no function that is called by the framework can be.
    pub(crate) fn check_callable(&self, what: &str, errors: &mut Errors) {
        for argument in &self.sig.inputs {
            if let FnArg::Receiver(receiver) = argument {
                let message = match self.owner {
                    Some(_) => "a view has no value, and so no `self`: the state is the API, `api: &Api`".into(),
                    None => format!("{what} is a free function: there is no `self` to call it on"),
                };
                errors.push(receiver, message);
            }
        }
        for parameter in &self.sig.generics.params {
            if !matches!(parameter, GenericParam::Lifetime(_)) {
                errors.push(parameter, format!("{what} cannot be generic: nothing says which type to call it with"));
            }
        }
        if let syn::Safety::Unsafe(token) = &self.sig.safety {
            errors.push(token, format!("{what} cannot be `unsafe`: the framework calls it"));
        }
        if let Some(variadic) = &self.sig.variadic {
            errors.push(variadic, format!("{what} cannot be variadic"));
        }
    }

    pub(crate) fn has_receiver(&self) -> bool {
        self.sig.inputs.iter().any(|argument| matches!(argument, FnArg::Receiver(_)))
    }

    /// For another attribute of ours: with the markers of arguments.
    pub(crate) fn as_written(&self) -> TokenStream {
        let Function { attrs, vis, sig, body, .. } = self;
        quote!(#(#attrs)* #vis #sig #body)
    }

    pub(crate) fn is_async(&self) -> bool {
        self.sig.asyncness.is_some()
    }

    /// What follows a call of the function: `.await`, or nothing.
    pub(crate) fn wait(&self) -> TokenStream {
        if self.is_async() { quote!(.await) } else { TokenStream::new() }
    }

    /// The type after `->`; `None` for none and for `()`.
    pub(crate) fn returns(&self) -> Option<&Type> {
        match &self.sig.output {
            ReturnType::Type(_, ty) if !is_unit(ty) => Some(ty),
            _ => None,
        }
    }
}

/// For the compiler: without the markers of arguments.
impl ToTokens for Function {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let mut sig = self.sig.clone();
        take_markers(&mut sig);
        let Function { attrs, vis, body, .. } = self;
        tokens.extend(quote!(#(#attrs)* #vis #sig #body));
    }
}

/// Takes the markers off the arguments.
pub(crate) fn take_markers(sig: &mut Signature) {
    for argument in &mut sig.inputs {
        if let FnArg::Typed(argument) = argument {
            argument.attrs.retain(|attr| !is_marker(attr));
        }
    }
}

/// A generated variable, for code that is otherwise reported at a place in the user's code.
///
/// With the span of that place it would take over its hygiene, and be another variable where the
/// place was handed through a `macro_rules!`.
pub(crate) fn local(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// A type as people write it.
pub(crate) fn type_text(ty: &Type) -> String {
    let text = ty.to_token_stream().to_string();
    [(" :: ", "::"), (" < ", "<"), (" >", ">"), (" ,", ","), ("& ", "&")]
        .iter()
        .fold(text, |text, (spaced, tight)| text.replace(spaced, tight))
}

pub(crate) fn is_unit(ty: &Type) -> bool {
    matches!(ty, Type::Tuple(tuple) if tuple.elems.is_empty())
}

/// What a function returns when it succeeds.
#[derive(Clone, Copy)]
pub(crate) enum Success<'f> {
    /// Nothing: `()` or `Result<(), E>`.
    Nothing,
    /// This type.
    Value(&'f Type),
    /// This type, or `None`.
    Maybe(&'f Type),
}

impl<'f> Success<'f> {
    /// The type of the value, if there is one.
    pub(crate) fn value(self) -> Option<&'f Type> {
        match self {
            Success::Nothing => None,
            Success::Value(ty) | Success::Maybe(ty) => Some(ty),
        }
    }
}

impl Function {
    /// Whether the return type is called `Result`.
    pub(crate) fn returns_result(&self) -> bool {
        self.returns().is_some_and(|ty| segment_called(ty, "Result").is_some())
    }

    /// Where the compiler points if what is returned does not fit: the return type, or the name.
    pub(crate) fn returned_span(&self) -> Span {
        self.returns().map_or(self.sig.ident.span(), Spanned::span)
    }

    /// Where it points if the error does not fit: the error type, if it is written out.
    pub(crate) fn error_span(&self) -> Span {
        let error = self.returns().and_then(|ty| arguments_of(ty, "Result").nth(1));
        error.map_or_else(|| self.returned_span(), Spanned::span)
    }

    /// By the shape of the return type: an alias of `Result` or `Option` has to be called so, and name
    /// its success first. What is guessed wrong here is found by the core's `provided_value`.
    pub(crate) fn success(&self) -> Success<'_> {
        let Some(ty) = self.returns() else { return Success::Nothing };
        let success = argument_of(ty, "Result").unwrap_or(ty);
        match argument_of(success, "Option") {
            _ if is_unit(success) => Success::Nothing,
            Some(value) => Success::Maybe(value),
            None => Success::Value(success),
        }
    }
}

/// The last part of a path type that is called so.
fn segment_called<'t>(ty: &'t Type, name: &str) -> Option<&'t syn::PathSegment> {
    match ty {
        Type::Path(path) => path.path.segments.last().filter(|last| last.ident == name),
        _ => None,
    }
}

/// The types between the angle brackets of a type that is called so.
fn arguments_of<'t>(ty: &'t Type, name: &str) -> impl Iterator<Item = &'t Type> {
    let arguments = segment_called(ty, name).and_then(|last| match &last.arguments {
        syn::PathArguments::AngleBracketed(arguments) => Some(&arguments.args),
        _ => None,
    });
    arguments.into_iter().flatten().filter_map(|argument| match argument {
        syn::GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// The first of them: the `T` of `Option<T>` or `Result<T, E>`.
pub(crate) fn argument_of<'t>(ty: &'t Type, name: &str) -> Option<&'t Type> {
    arguments_of(ty, name).next()
}

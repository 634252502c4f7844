//! The arguments of a function that the framework calls: where each comes from, and how it is passed.

mod credential;
mod given;
mod source;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{FnArg, PatType, Type};

use crate::errors::Errors;
use crate::function::{Function, local, type_text};
use crate::pattern::Pattern;
use credential::Credential;
use given::Given;
pub(crate) use source::{Param, Source, Taker};
use source::{is_named, source};

pub(crate) struct Arguments {
    pub(crate) sources: Vec<Source>,
    /// The first argument that is made from the body: `#[body]`, `#[form]` or `#[file]`.
    pub(crate) body: Option<PatType>,
}

/// How a function is called.
pub(crate) struct Call {
    /// Statements that find the arguments.
    pub(crate) statements: TokenStream,
    pub(crate) call: TokenStream,
    /// What has lent them, and lends what is left.
    pub(crate) lender: Ident,
}

impl Arguments {
    pub(crate) fn of(function: &Function, taker: Taker<'_>, errors: &mut Errors) -> Arguments {
        let (mut sources, mut body, mut form) = (Vec::new(), None, None);
        for argument in &function.sig.inputs {
            let FnArg::Typed(argument) = argument else { continue };
            let Some(source) = source(argument, taker, errors) else { continue };
            if let Source::Given(given) = &source {
                match (given.is_body(), given.is_form()) {
                    (true, _) if body.is_some() => errors.push(argument, "the body can be read into one argument only"),
                    (true, _) => body = Some(argument.clone()),
                    (_, true) => form = Some(argument.clone()),
                    _ => {}
                }
            }
            sources.push(source);
        }
        if let (Some(_), Some(form)) = (&body, &form) {
            errors.push(form, "the body is read by `#[body]` already: take all of it as a form, or none");
        }
        let body = body.or(form);
        let arguments = Arguments { sources, body };
        Credential::check(&arguments.credentials().collect::<Vec<_>>(), errors);
        arguments
    }

    /// The parameters of a path that no argument takes, of the function that has these.
    pub(crate) fn not_taken<'p>(&self, pattern: &'p Pattern, function: &Function) -> Vec<&'p str> {
        let is_taken = |index: usize, name: &str| {
            let taken = |source: &Source| match source {
                Source::Text(Param::At(at, _)) | Source::Param(Param::At(at, _), _) => *at == index,
                Source::Given(given) => given.is_param(name),
                _ => false,
            };
            self.sources.iter().any(taken) || function.sig.inputs.iter().any(|argument| is_named(argument, name))
        };
        pattern.params().filter(|(index, name, _)| !is_taken(*index, name)).map(|(_, name, _)| name).collect()
    }

    /// The arguments that take credentials, in their order.
    pub(crate) fn credentials(&self) -> impl Iterator<Item = &Credential> {
        self.sources.iter().filter_map(|source| match source {
            Source::Credential(credential) => Some(credential.as_ref()),
            _ => None,
        })
    }

    /// `const __CREDENTIALS`, where there are any.
    pub(crate) fn credentials_list(&self) -> Option<TokenStream> {
        self.credentials().next()?;
        let records = self.credentials().map(Credential::record);
        Some(quote!(const __CREDENTIALS: &'static [__rt::Credential] = &[#(#records),*];))
    }

    /// The arguments that are read from the request, in their order.
    fn given(&self) -> impl Iterator<Item = &Given> {
        self.sources.iter().filter_map(|source| match source {
            Source::Given(given) => Some(given.as_ref()),
            _ => None,
        })
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

    fn optional(&self) -> impl Iterator<Item = &Type> {
        self.sources.iter().filter_map(|source| match source {
            Source::Optional(ty) => Some(ty),
            _ => None,
        })
    }

    /// The path parameters that a policy takes by their names, with their types; `None` is text.
    pub(crate) fn named_params(&self) -> impl Iterator<Item = (&str, Option<&Type>)> {
        self.sources.iter().filter_map(|source| match source {
            Source::Text(Param::Named(name)) => Some((name.as_str(), None)),
            Source::Param(Param::Named(name), ty) => Some((name.as_str(), Some(ty))),
            _ => None,
        })
    }

    /// `&[need, ..]` of everything that has to be made first.
    pub(crate) fn needs(&self) -> TokenStream {
        let need = |ty: &Type, required: bool| quote_spanned!(ty.span()=> __rt::Need { provider: <__A as __rt::Provides<#ty>>::PROVIDER, required: #required });
        let required = self.shared().map(|ty| need(ty, true));
        let optional = self.optional().map(|ty| need(ty, false));
        quote!(&[#(#required,)* #(#optional),*])
    }

    /// The needs of `needs`, each an expression that checks whether the value is there where `reader`, an
    /// expression for the core's type of that name, reads it.
    pub(crate) fn reads(&self, reader: &TokenStream) -> impl Iterator<Item = TokenStream> {
        let read = move |ty: &Type, check: TokenStream| {
            let text = type_text(ty);
            quote_spanned!(ty.span()=> __rt::#check(<__A as __rt::Provides<#ty>>::PROVIDER, #text, #reader))
        };
        let required = self.shared().map(move |ty| read(ty, quote_spanned!(ty.span()=> reads)));
        required.chain(self.optional().map(move |ty| read(ty, quote_spanned!(ty.span()=> reads_optional))))
    }

    /// Items that check the same, where that is all that is wanted.
    pub(crate) fn reach(&self, reader: &TokenStream) -> TokenStream {
        self.reads(reader).map(|read| quote_spanned!(read.span()=> const _: __rt::Need<__R> = #read;)).collect()
    }

    /// Items that check what only types can tell.
    pub(crate) fn checks(&self) -> TokenStream {
        self.disjoint().map(|check| quote_spanned!(check.span()=> const _: () = #check;)).unwrap_or_default()
    }

    /// An expression that checks that no two arguments borrow the same thing, where some might.
    pub(crate) fn disjoint(&self) -> Option<TokenStream> {
        let lends = self.sources.iter().filter_map(|source| match source {
            Source::Shared(ty) | Source::Optional(ty) => {
                Some(quote_spanned!(ty.span()=> (<__A as __rt::Provides<#ty>>::LENDS, false)))
            }
            Source::Mutable(ty) => Some(quote_spanned!(ty.span()=> (<__A as __rt::ProvidesMut<#ty>>::LENDS, true))),
            Source::Credential(_) => Some(quote!((__rt::Lends::Request, false))),
            Source::Given(given) if given.borrows() => Some(quote!((__rt::Lends::Request, false))),
            _ => None,
        });
        let mut mutable = self.sources.iter().filter_map(|source| match source {
            Source::Mutable(ty) => Some(ty),
            _ => None,
        });
        let lent = self.shared().count() + self.optional().count() + self.credentials().count();
        let borrows = lent + self.given().filter(|given| given.borrows()).count() + mutable.clone().count();
        match mutable.next() {
            Some(first) if borrows > 1 => Some(quote_spanned!(first.span()=> __rt::disjoint(&[#(#lends),*]))),
            _ => None,
        }
    }

    /// How the function is called. `__ex` is the exchange, `__error` the exception; `missing` is what is done where
    /// a value is not there.
    pub(crate) fn call(&self, function: &Function, missing: &TokenStream) -> Call {
        let (ex, loans, callee) = (local("__ex"), local("__loans"), function.callee());
        let names: Vec<Ident> = (0..self.sources.len()).map(|index| format_ident!("__argument_{index}")).collect();
        let (mut owned, mut lent) = (TokenStream::new(), TokenStream::new());
        // All that has to be there is asked for in one pattern, which is quicker to check than one for each.
        let (mut found, mut loaned) = (Vec::new(), Vec::new());
        // So that all that is wrong with a request is said at once.
        let (mut read, mut reads) = (Vec::new(), Vec::new());
        let mut credentials = 0;
        for (source, name) in self.sources.iter().zip(&names) {
            match source {
                Source::Shared(ty) => {
                    found.push(name);
                    loaned.push(quote_spanned!(ty.span()=> <__A as __rt::Provides<#ty>>::lend(&mut #loans)));
                }
                Source::Mutable(ty) => {
                    found.push(name);
                    loaned.push(quote_spanned!(ty.span()=> <__A as __rt::ProvidesMut<#ty>>::lend_mut(&mut #loans)));
                }
                Source::Optional(ty) => lent.extend(quote_spanned! {ty.span()=>
                    let #name = <__A as __rt::Provides<#ty>>::lend(&mut #loans);
                }),
                Source::Text(Param::At(index, _)) => lent.extend(quote!(let #name = __loans.params().text(#index);)),
                Source::Text(Param::Named(param)) => {
                    lent.extend(quote!(let #name = __loans.params().get(#param).unwrap_or_default();));
                }
                Source::Param(param, ty) => {
                    let (convertor, text) = match param {
                        Param::At(index, convertor) => {
                            (convertor.ident(), quote_spanned!(ty.span()=> #ex.param(#index)))
                        }
                        // All types that fit a convertor read the text of any.
                        Param::Named(param) => {
                            (format_ident!("Str"), quote_spanned!(ty.span()=> #ex.named_param(#param)))
                        }
                    };
                    let read = format_ident!("{convertor}Param");
                    owned.extend(or_refuse(name, &quote_spanned!(ty.span()=> <#ty as __rt::#read>::from_param(#text))));
                }
                Source::Given(given) => {
                    read.push(name);
                    reads.push(given.find());
                }
                Source::Credential(credential) => {
                    lent.extend(credential.find(credentials, name, missing));
                    credentials += 1;
                }
                Source::Exception(_) => owned.extend(quote!(let #name = __error;)),
            }
        }
        if self.given().any(Given::borrows) {
            let given = quote!({ let __rt::Some(__given) = __loans.given() else { #missing }; __given });
            lent.extend(read_all(&read, &reads, &given));
        } else if !read.is_empty() {
            owned.extend(read_all(&read, &reads, &quote!(__ex.given())));
        }
        let lender = if found.is_empty() && lent.is_empty() { ex } else { loans };
        let loans = match (found.is_empty(), lent.is_empty()) {
            (true, true) => None,
            (true, false) => Some(quote!(let mut __loans = __ex.lend();)),
            (false, _) => Some(quote! {
                let mut __loans = __ex.lend();
                let (#(__rt::Some(#found),)*) = (#(#loaned,)*) else { #missing };
            }),
        };
        Call {
            statements: quote!(#owned #loans #lent),
            call: quote_spanned!(function.sig.ident.span()=> #callee(#(#names),*)),
            lender,
        }
    }
}

/// Statements that read these arguments out of `given`, and refuse the request with all that is wrong with it.
fn read_all(names: &[&Ident], reads: &[TokenStream], given: &TokenStream) -> TokenStream {
    quote! {
        let (#(#names,)*) = {
            let mut __given = #given;
            #(let #names = #reads;)*
            match (#(#names,)*) {
                (#(__rt::Some(#names),)*) if __given.is_good() => (#(#names,)*),
                _ => return __rt::Err(__rt::unreadable::<__A>(__given)),
            }
        };
    }
}

fn or_refuse(name: &Ident, value: &TokenStream) -> TokenStream {
    quote! {
        let #name = match #value {
            __rt::Ok(__value) => __value,
            __rt::Err(__problem) => return __rt::Err(__rt::refuse::<__A>(__problem)),
        };
    }
}

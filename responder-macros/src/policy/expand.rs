//! The policy as a constant of the core, found by a type of the function's name.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::Path;

use crate::arguments::{Arguments, Call};
use crate::function::{Function, Success, local};
use crate::register::{self, Mode};

/// A type with the name of the function. Functions and types have separate names, so that a path, an
/// import or a re-export of one is one of both: `#[require(policies::owns)]` finds the policy, and
/// the editor the function.
pub(super) fn name(function: &Function) -> TokenStream {
    let (vis, name) = (&function.vis, &function.sig.ident);
    quote_spanned! {name.span()=>
        #[doc(hidden)]
        #[allow(non_camel_case_types, dead_code, unreachable_pub)]
        #vis struct #name {}
    }
}

pub(super) fn expand(api: &Path, arguments: &Arguments, function: &Function) -> TokenStream {
    let ident = &function.sig.ident;
    let name = ident.to_string();
    let (needs, checks) = (arguments.needs(), arguments.checks());
    let params = arguments.named_params().map(|(name, ty)| {
        let fits = ["Int", "Uuid", "Float", "Str", "Path"].map(|name| {
            let (convertor, constant) = (format_ident!("{name}"), format_ident!("{}", name.to_uppercase()));
            let fits = ty.map_or_else(|| quote!(true), |ty| quote!(__rt::ParamProbe::<#ty>::#constant));
            quote!((__rt::Convertor::#convertor, #fits))
        });
        quote!(__rt::PolicyParam { name: #name, fits: &[#(#fits),*] })
    });
    let (ask, step) = ask(arguments, function);
    let policy = quote_spanned! {ident.span()=>
        #[diagnostic::do_not_recommend]
        impl __rt::Provides<#ident> for __A {
            const PROVIDER: __rt::Option<&'static __rt::Provider<__R>> = __rt::None;
            const POLICY: __rt::Option<&'static __rt::Policy<__R>> = __rt::Some(&__POLICY);
        }
    };
    register::on(
        api,
        quote! {
            #checks
            #ask
            const __POLICY: __rt::Policy<__R> =
                __rt::Policy { name: #name, needs: #needs, params: &[#(#params),*], ask: #step };
            #policy
        },
    )
}

/// The step that asks the function.
fn ask(arguments: &Arguments, function: &Function) -> (TokenStream, TokenStream) {
    let Call { statements: found, call, .. } = arguments.call(function, &register::missing());
    let (mode, wait) = (if function.is_async() { Mode::Async } else { Mode::Sync }, function.wait());
    let failure = register::failure(function);
    let verdict = local("__verdict");
    let allows = match function.success() {
        // `Result<(), E>` says no by its error alone.
        Success::Nothing => quote!({
            let () = __verdict;
            true
        }),
        _ => quote_spanned!(function.returned_span()=> __rt::Verdict::allows(#verdict)),
    };
    let body = quote! {
        #found
        match __rt::Attempt(#call #wait).split() {
            __rt::Ok(__verdict) => __rt::Ok(#allows),
            __rt::Err(__error) => __rt::Err(#failure),
        }
    };
    register::step_to(&quote!(bool), &quote!(__ask), mode, function.sig.ident.span(), &body)
}

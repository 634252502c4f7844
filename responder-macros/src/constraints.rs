//! What a value has to meet, as markers of arguments and fields of models say it: `ge = 1`, `pattern = "^[a-z]+$"`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Expr, ExprLit, Lit, LitStr, Path, Type};

use crate::errors::Errors;
use crate::function::{argument_of, local, type_text};
use crate::keys::Key;

/// The keys.
pub(crate) const KEYS: [&str; 12] = [
    "alias",
    "default",
    "ge",
    "gt",
    "le",
    "lt",
    "multiple_of",
    "min_length",
    "max_length",
    "min_items",
    "max_items",
    "pattern",
];

/// What is said of one value.
#[derive(Default)]
pub(crate) struct Constraints {
    /// What it is called, if not as the argument or field.
    pub(crate) alias: Option<LitStr>,
    pub(crate) default: Option<DefaultValue>,
    checks: Vec<Check>,
}

/// What it is if it is missing.
pub(crate) enum DefaultValue {
    /// `default`: that of its type.
    OfType(Ident),
    /// `default = ..`
    Is(Ident, Box<Expr>),
}

enum Check {
    /// Of a value or of each item: the method of the core's report, which takes this.
    Value(Ident, Box<Expr>),
    /// Of a list.
    Items(Ident, Box<Expr>),
    Pattern(Ident, LitStr),
    /// A function of the user.
    Valid(Path),
}

impl Constraints {
    /// Reads one of the [`KEYS`].
    pub(crate) fn read(&mut self, key: Key, errors: &mut Errors) {
        let name = key.name.clone();
        match name.to_string().as_str() {
            "alias" => self.alias = key.text("name", errors),
            "default" if !key.has_value() => self.default = Some(DefaultValue::OfType(name)),
            "default" => {
                let value = key.value("an expression", "10", errors);
                self.default = value.map(|value| DefaultValue::Is(name, Box::new(value)));
            }
            "pattern" => {
                let Some(text) = key.text("^[a-z]+$", errors) else { return };
                match regex_lite::Regex::new(&text.value()) {
                    Ok(_) => self.checks.push(Check::Pattern(name, text)),
                    Err(error) => errors.push(&text, format!("this is no regular expression: {error}")),
                }
            }
            "min_items" | "max_items" => {
                let value = key.value("a number", "1", errors);
                self.checks.extend(value.map(|value| Check::Items(name, Box::new(value))));
            }
            _ => {
                let value = key.value("a number", "1", errors);
                self.checks.extend(value.map(|value| Check::Value(name, Box::new(value))));
            }
        }
    }

    /// `validate = function`.
    pub(crate) fn read_validate(&mut self, key: &Key, errors: &mut Errors) {
        let function = key.value("the path of a function", "check_code", errors);
        self.checks.extend(function.map(Check::Valid));
    }

    /// That they can be said of a value of this type, inside an `Option`.
    pub(crate) fn check(&self, ty: &Type, is_optional: bool, errors: &mut Errors) {
        if let (Some(DefaultValue::OfType(key) | DefaultValue::Is(key, _)), true) = (&self.default, is_optional) {
            let ty = type_text(ty);
            errors.push(key, format!("what has a default is never missing: take `{ty}`, or leave the default out"));
        }
        for check in &self.checks {
            if let Check::Items(key, _) = check
                && argument_of(ty, "Vec").is_none()
            {
                errors.push(key, format!("`{key}` is for a list, a `Vec`"));
            }
        }
    }

    /// A closure that notes in a report what a value of this type does not meet.
    pub(crate) fn closure(&self, ty: &Type) -> TokenStream {
        if self.checks.is_empty() {
            return quote!(|_, _| ());
        }
        let report = local("__report");
        // What is wrong with it is shown at what is asked of it.
        let value_at = |span: Span| Ident::new("__value", Span::call_site().located_at(span));
        let item = argument_of(ty, "Vec");
        let (is_list, of) = (item.is_some(), item.unwrap_or(ty));
        let (mut of_items, mut of_value) = (Vec::new(), Vec::new());
        for check in &self.checks {
            let (statement, is_about_items) = match check {
                Check::Value(key, bound) => {
                    let value = value_at(key.span());
                    // With its type, so that one that has no such constraint is shown.
                    (quote_spanned!(bound.span()=> #report.#key::<#of>(#value, #bound)), true)
                }
                Check::Items(key, count) => {
                    let value = value_at(key.span());
                    (quote_spanned!(count.span()=> #report.#key(#value, #count)), false)
                }
                Check::Pattern(key, text) => {
                    let value = value_at(text.span());
                    let statement = quote_spanned! {text.span()=> {
                        static __PATTERN: __rt::Pattern = __rt::Pattern::new(#text);
                        #report.#key(#value, &__PATTERN)
                    }};
                    (statement, true)
                }
                Check::Valid(function) => {
                    let value = value_at(function.span());
                    (quote_spanned!(function.span()=> #report.valid(#function(#value))), false)
                }
            };
            if is_about_items && is_list { of_items.push(statement) } else { of_value.push(statement) }
        }
        // The first that a value does not meet is said, and what is said of each item last.
        if !of_items.is_empty() {
            of_value.push(quote!(__report.each(__value, |__value, __report| #(#of_items)&&*)));
        }
        quote!(|__value, __report| { _ = #(#of_value)&&*; })
    }

    /// A closure that makes the default.
    pub(crate) fn default_value(&self, ty: &Type) -> Option<TokenStream> {
        Some(match self.default.as_ref()? {
            DefaultValue::OfType(key) => quote_spanned!(key.span()=> <#ty as ::core::default::Default>::default),
            DefaultValue::Is(_, value) => match &**value {
                Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) if is_string(ty) => {
                    quote_spanned!(text.span()=> || ::std::string::String::from(#text))
                }
                value => quote_spanned!(value.span()=> || #value),
            },
        })
    }
}

fn is_string(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "String"))
}

//! What it means: an API of its own, or a part of another one.

use syn::{ItemStruct, LitStr, Member, Path};

use super::syntax::Written;
use crate::errors::Errors;
use crate::pattern::Pattern;

pub(super) struct Checked {
    pub(super) title: String,
    pub(super) version: Option<LitStr>,
    pub(super) kind: Kind,
    /// The principal that routes ask for.
    pub(super) auth: Option<Path>,
    /// A slash too many or too few is put right.
    pub(super) redirect_slashes: bool,
    /// Each route says who may call it.
    pub(super) explicit: bool,
}

pub(super) enum Kind {
    /// Its value is the application's state.
    Root { sessions: Option<Member> },
    /// It registers with its parent and has no value.
    Within { parent: Path, prefix: Option<Pattern> },
}

pub(super) fn check(written: Written, item: &ItemStruct, errors: &mut Errors) -> Checked {
    for parameter in &item.generics.params {
        errors.push(parameter, "an API cannot be generic: its attributes register on one type");
    }
    let prefix = written.prefix.as_ref().and_then(|(_, literal)| Pattern::parse_prefix(literal.clone(), errors));
    let kind = match written.within {
        Some((_, parent)) => {
            if parent.is_ident(&item.ident) {
                errors.push(
                    &parent,
                    format!("`{0}` is this struct itself here: name the API that it is a part of by its path, `super::{0}` say", item.ident),
                );
            }
            if !item.fields.is_empty() {
                errors.push(
                    &item.fields,
                    "an API within another one has no state of its own: put the fields into the API at the top",
                );
            }
            if let Some((key, _)) = &written.redirect_slashes {
                errors.push(key, "slashes are put right in all of an app or nowhere: write this on the API at the top");
            }
            Kind::Within { parent, prefix }
        }
        None => {
            if let Some((key, _)) = &written.prefix {
                errors.push(key, "`prefix` belongs to an API within another one: add `within = crate::Api`");
            }
            Kind::Root { sessions: written.sessions }
        }
    };
    if let Some(word) = written.access.as_ref().filter(|word| *word != "explicit") {
        errors.push(word, format!("`access` is `explicit` or left out, not `{word}`"));
    }
    let title = written.title.map_or_else(|| item.ident.to_string(), |title| title.value());
    let redirect_slashes = written.redirect_slashes.is_none_or(|(_, value)| value.value());
    let explicit = written.access.is_some();
    Checked { title, version: written.version, kind, auth: written.auth, redirect_slashes, explicit }
}

//! Checks, while compiling, that a value is there where a function reads it.

use crate::constant::Text;
use crate::registry::{Absence, ApiFacts, ApiRecord, Cover, FullPath, Need, Prefix, Provider, Segment};

/// Who reads a value, as far as it matters to whether the value is there.
#[derive(Clone, Copy)]
pub enum Reader<'p> {
    /// A route that its guards protect, or another guard.
    Guarded(FullPath<'p>),
    /// A route that is `#[public]`.
    Public,
    /// A hook that is no guard: it also runs for public routes.
    Hook,
    /// An after hook or an exception handler: they also run where something was refused.
    Late,
}

/// What a function reads, once it is checked that the value is there or the request refused before.
///
/// `ty` is the type as it is written. `provider` is `None` for what every request has.
///
/// # Panics
/// In a constant, so that it is a compiler error.
#[track_caller]
pub const fn reads<R>(provider: Option<&'static Provider<R>>, ty: &str, reader: Reader<'_>) -> Need<R> {
    if let Some(provider) = provider {
        there(provider, ty, reader);
    }
    Need { provider, required: true }
}

#[track_caller]
const fn there<R>(provider: &'static Provider<R>, ty: &str, reader: Reader<'_>) {
    if let Reader::Late = reader {
        let mut text = Text::new();
        text.push("`&");
        text.push(ty);
        text.push("` may not be there: this also runs where a request was refused; take `Option<&");
        text.push(ty);
        text.push(">`");
        panic!("{}", text.as_str());
    }
    reaches(provider, ty, reader);
}

/// Walks from a provider to all that it needs.
#[track_caller]
const fn reaches<R>(provider: &'static Provider<R>, ty: &str, reader: Reader<'_>) {
    match (provider.guards, reader) {
        (Some(prefix), Reader::Guarded(path)) => {
            if !matches!(path.below(prefix), Cover::All) {
                out_of_reach(provider, prefix, ty);
            }
            // What a guard reads itself is checked at the guard.
            return;
        }
        (Some(_), _) => behind_a_guard(provider, ty, reader),
        (None, Reader::Public | Reader::Hook) if provider.principal.is_some() => expects_a_login(ty, reader),
        _ => {}
    }
    let mut index = 0;
    while index < provider.needs.len() {
        if let Need { provider: Some(needed), required: true } = provider.needs[index] {
            reaches(needed, ty, reader);
        }
        index += 1;
    }
}

#[track_caller]
const fn behind_a_guard<R>(guard: &Provider<R>, ty: &str, reader: Reader<'_>) -> ! {
    let mut text = Text::new();
    text.push(match reader {
        Reader::Public => "this route is `#[public]`, so no guard runs before it, and `&",
        _ => "this hook also runs for public routes, which no guard protects, and `&",
    });
    text.push(ty);
    text.push("` comes from the guard `");
    text.push(guard.name);
    text.push(match reader {
        Reader::Public => "`: remove `#[public]`, or this argument",
        _ => "`: make it a guard, `#[before_request(guard)]`",
    });
    if !matches!(guard.absence, Absence::Never) {
        text.push(", or take `Option<&");
        text.push(ty);
        text.push(">`");
    }
    panic!("{}", text.as_str());
}

#[track_caller]
const fn expects_a_login(ty: &str, reader: Reader<'_>) -> ! {
    let mut text = Text::new();
    text.push(match reader {
        Reader::Public => "this route is `#[public]`, and `&",
        _ => "this hook also runs for public routes, and `&",
    });
    text.push(ty);
    text.push("` expects a login, which would refuse everybody else: take `Option<&");
    text.push(ty);
    text.push(">`");
    text.push(if matches!(reader, Reader::Public) { ", or remove `#[public]`" } else { "" });
    panic!("{}", text.as_str());
}

#[track_caller]
const fn out_of_reach<R>(guard: &Provider<R>, prefix: &Prefix, ty: &str) -> ! {
    let mut text = Text::new();
    text.push("`&");
    text.push(ty);
    text.push("` comes from the guard `");
    text.push(guard.name);
    text.push("`, which runs below `");
    text.prefix(prefix);
    text.push("` only, and this is not below it");
    panic!("{}", text.as_str());
}

/// The same for an optional value, once it is checked that it can be missing: that its provider can say so, and that no guard has
/// refused the request then.
///
/// # Panics
/// In a constant, so that it is a compiler error.
#[track_caller]
pub const fn reads_optional<R>(provider: Option<&'static Provider<R>>, ty: &str, reader: Reader<'_>) -> Need<R> {
    missable(provider, ty, reader);
    Need { provider, required: false }
}

#[track_caller]
const fn missable<R>(provider: Option<&'static Provider<R>>, ty: &str, reader: Reader<'_>) {
    let mut text = Text::new();
    text.push("`&");
    text.push(ty);
    match (provider, reader) {
        (None, _) => text.push("` is always there: take it without `Option`"),
        (Some(_), Reader::Late) => return,
        (Some(provider), Reader::Guarded(path)) if is_passed(provider, path) => {
            text.push("` is always there, because this route has to pass the guard `");
            text.push(provider.name);
            text.push("`: take it without `Option`, or make the route `#[public]`");
        }
        (Some(provider), _) => {
            if !matches!(provider.absence, Absence::Never) {
                return;
            }
            text.push("` is never missing: `");
            text.push(provider.name);
            text.push("` returns it or an error; let it return `Option<");
            text.push(ty);
            text.push(">` or `Result<Option<");
            text.push(ty);
            text.push(">, _>`, with `None` where there are no credentials");
        }
    }
    panic!("{}", text.as_str());
}

const fn is_passed<R>(provider: &Provider<R>, path: FullPath<'_>) -> bool {
    match provider.guards {
        Some(prefix) => matches!(path.below(prefix), Cover::All),
        None => false,
    }
}

/// The path of a route of this API.
pub const fn path<R>(api: ApiFacts<R>, segments: &'static [Segment]) -> FullPath<'static> {
    FullPath { prefix: api.record.prefix, segments }
}

/// The same for a route that guards protect, once it is checked that none protects some of its requests and not
/// others, by the value of a parameter.
///
/// # Panics
/// In a constant, so that it is a compiler error.
#[track_caller]
pub const fn guarded_path<R>(api: ApiFacts<R>, segments: &'static [Segment]) -> FullPath<'static> {
    let path = path(api, segments);
    if api.guards_a_prefix {
        clear_of_prefixes(api.record, path);
    }
    path
}

#[track_caller]
const fn clear_of_prefixes<R>(api: &ApiRecord<R>, path: FullPath<'_>) {
    let mut level = Some(api);
    while let Some(api) = level {
        let mut order = 0;
        while order < api.guards.len() {
            if let Some(guard) = api.guards[order]
                && let Some(prefix) = guard.guards
                && matches!(path.below(prefix), Cover::Some)
            {
                let mut text = Text::new();
                text.push("requests below `");
                text.prefix(prefix);
                text.push("` can come to this route by the value of a parameter, and the guard `");
                text.push(guard.name);
                text.push("` protects that prefix: give this route a path of its own, or make it `#[public]`");
                panic!("{}", text.as_str());
            }
            order += 1;
        }
        level = api.parent;
    }
}

impl Text {
    /// The text of a prefix, `/` for the empty one.
    const fn prefix(&mut self, prefix: &Prefix) {
        if let Some(outer) = prefix.within {
            self.prefix(outer);
        }
        let mut index = 0;
        while index < prefix.own.len() {
            if let Segment::Static(text) = prefix.own[index] {
                self.push("/");
                self.push(text);
            }
            index += 1;
        }
    }
}

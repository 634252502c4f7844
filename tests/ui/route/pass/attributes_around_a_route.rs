// C12: access attributes above and below the route
use responder::prelude::*;
use responder::{get as fetch, public as open};

#[api]
struct Api;

#[public]
#[get("/above")]
fn above() {}

#[get("/below")]
#[public]
#[must_use]
fn below() -> &'static str {
    ""
}

#[responder::get("/path")]
#[responder::public]
#[inline]
fn path() {}

#[public]
#[fetch("/renamed")]
fn renamed() {}

#[cfg_attr(all(), get("/conditional"))]
#[cfg_attr(all(), public)]
#[cfg_attr(any(), nonsense)]
fn conditional() {}

macro_rules! health {
    ($path:literal, $name:ident) => {
        #[get($path)]
        #[public]
        fn $name() -> &'static str {
            "ok"
        }
    };
}

health!("/health", health);
health!("/ready", ready);

fn main() {
    // Imported, and not used as an attribute here.
    #[allow(unused_imports)]
    use open as _;
}

// C1: a macro makes the same path twice

use responder::prelude::*;

#[api]
struct Api;

macro_rules! page {
    ($name:ident, $path:literal) => {
        #[get($path)]
        fn $name() {}
    };
}

page!(one, "/page");
page!(other, "/page");

fn main() {}

// C4: the path that a macro was given

use responder::prelude::*;

#[api]
struct Api;

macro_rules! page {
    ($name:ident, $path:literal) => {
        #[get($path)]
        fn $name() {}
    };
}

page!(one, "page");

fn main() {}

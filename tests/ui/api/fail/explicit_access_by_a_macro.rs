// C9: the path that a macro was given

use responder::prelude::*;

#[api(access = explicit)]
struct Api;

macro_rules! page {
    ($name:ident, $path:literal) => {
        #[get($path)]
        fn $name() {}
    };
}

page!(one, "/one");

fn main() {}

// C12: a macro makes a function without a route

use responder::prelude::*;

#[api]
struct Api;

macro_rules! open {
    ($name:ident) => {
        #[public]
        fn $name() {}
    };
}

open!(index);

fn main() {}

// C6: scopes with and without names

use responder::prelude::*;

#[derive(Scope, Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Scope {
    #[scope("https://example.org/items:read")]
    Read,
    ItemsWrite,
}

fn main() {}

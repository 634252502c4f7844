// C12: it would do nothing

use responder::prelude::*;

#[api]
struct Api;

#[cfg_attr(all(), public)]
fn index() {}

fn main() {}

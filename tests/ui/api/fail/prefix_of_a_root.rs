// C11: a prefix without a parent
use responder::prelude::*;

#[api(prefix = "/users")]
struct Api;

fn main() {}

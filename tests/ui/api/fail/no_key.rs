// C11: it has keys and no text
// errors: 3

use responder::prelude::*;

#[api("Shop")]
struct A;

#[api(Shop)]
struct B;

#[api(title = "Shop", title = "Shop")]
struct C;

fn main() {}

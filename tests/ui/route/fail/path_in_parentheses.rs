// C11: the attribute names its path
// errors: 2

use responder::prelude::*;

#[api]
struct Api;

#[get()]
fn empty() {}

#[get = "/a"]
fn equals() {}

fn main() {}

// C8: a policy is a function

use responder::prelude::*;

#[api]
struct Api;

#[policy]
struct Owns;

fn main() {}

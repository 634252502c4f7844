// C8: a hook is a function
// errors: 2

use responder::prelude::*;

#[api]
struct Api;

#[before_request]
struct Guard;

#[before_request]
const GUARD: fn() = main;

fn main() {}

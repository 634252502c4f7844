// C6: there is at least one role

use responder::prelude::*;

#[api]
struct Api;

#[derive(Role)]
enum Role {}

fn main() {}

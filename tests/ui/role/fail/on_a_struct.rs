// C6: roles are the variants of an enum

use responder::prelude::*;

#[api]
struct Api;

#[derive(Role)]
struct Role;

fn main() {}

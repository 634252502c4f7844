// C12: a module is no route

use responder::prelude::*;

#[api]
struct Api;

#[public]
mod pages {}

fn main() {}

// C12: a struct is no route

use responder::prelude::*;

#[api]
struct Api;

#[public]
struct Page;

fn main() {}

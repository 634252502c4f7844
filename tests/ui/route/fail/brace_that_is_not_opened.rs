// C4: a brace is closed that was not opened
#![allow(unused)]

use responder::prelude::*;

#[api]
struct Api;

#[get("/users/id}")]
fn user(id: u64) {}

fn main() {}

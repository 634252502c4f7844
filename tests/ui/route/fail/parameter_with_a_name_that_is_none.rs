// C4: a parameter has the name of an argument
// errors: 2
#![allow(unused)]

use responder::prelude::*;

#[api]
struct Api;

#[get("/c/{user-id}")]
fn dash(user_id: u64) {}

#[get("/d/{self}")]
fn keyword() {}

fn main() {}

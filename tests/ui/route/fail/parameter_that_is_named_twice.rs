// C4: two parameters have one name
#![allow(unused)]

use responder::prelude::*;

#[api]
struct Api;

#[get("/{id}/items/{id}")]
fn item(id: u64) {}

fn main() {}

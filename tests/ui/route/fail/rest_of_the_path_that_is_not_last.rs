// C4: nothing follows `{x:path}`
#![allow(unused)]

use responder::prelude::*;

#[api]
struct Api;

#[get("/files/{name:path}/raw")]
fn file(name: &str) {}

fn main() {}

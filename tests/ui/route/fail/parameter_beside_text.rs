// C4: a parameter is the whole text between slashes
// errors: 3
#![allow(unused)]

use responder::prelude::*;

#[api]
struct Api;

#[get("/v{version}")]
fn version(version: u64) {}

#[get("/files/{name}.json")]
fn file(name: &str) {}

#[get("/{a}-{b}")]
fn both(a: &str, b: &str) {}

fn main() {}

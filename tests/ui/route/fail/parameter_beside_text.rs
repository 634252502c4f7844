// C4: in one segment, something says where a parameter ends
// errors: 4
#![allow(unused)]

use responder::prelude::*;

#[api]
struct Api;

#[get("/v{version}{rest}")]
fn version(version: u64, rest: &str) {}

#[get("/files/{name:path}.json")]
fn file(name: &str) {}

#[get("/{a}-{b}-{a}")]
fn both(a: &str, b: &str) {}

#[get("/{n:int}0.txt")]
fn number(n: u64) {}

fn main() {}

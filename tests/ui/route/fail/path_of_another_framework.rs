// C4: what other frameworks write, each with what is written here
// errors: 3
#![allow(unused)]

use responder::prelude::*;

#[api]
struct Api;

#[get("/{rest..}")]
fn dots(rest: &str) {}

#[get("/<name>")]
fn angles(name: &str) {}

#[get("/{*rest}")]
fn braced_star(rest: &str) {}

fn main() {}

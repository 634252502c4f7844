// C4: a path has no query, fragment, white space or escapes
// errors: 5
#![allow(unused)]

use responder::prelude::*;

#[api]
struct Api;

#[get("/search?q={q}")]
fn query(q: &str) {}

#[get("/page#top")]
fn fragment() {}

#[get("/two words")]
fn space() {}

#[get("/caf%C3%A9")]
fn escaped() {}

#[get("/a//b")]
fn slashes() {}

fn main() {}

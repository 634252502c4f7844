// C4: names close to one, and far from all
// errors: 3
#![allow(unused)]

use responder::prelude::*;

#[api]
struct Api;

#[get("/a/{id:Int}")]
fn upper(id: u64) {}

#[get("/b/{id: int}")]
fn space(id: u64) {}

#[get("/d/{id:[0-9]+}")]
fn expression(id: u64) {}

fn main() {}

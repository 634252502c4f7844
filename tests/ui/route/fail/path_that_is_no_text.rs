// C4: the path is a text literal
// errors: 8

use responder::prelude::*;

#[api]
struct Api;

const PATH: &str = "/a";

#[get(PATH)]
fn constant() {}

#[get(concat!("/", "b"))]
fn called() {}

#[get(b"/c")]
fn bytes() {}

#[get('/')]
fn letter() {}

#[get(5)]
fn number() {}

#[get(/users)]
fn bare() {}

#[get(users)]
fn word() {}

#[get(c"/d")]
fn c_text() {}

fn main() {}

// C11: each key says what it takes
// errors: 9

use responder::prelude::*;

#[api]
struct Api;

#[before_request(order = "1")]
fn a(_req: &Request) {}

#[before_request(order = first)]
fn b(_req: &Request) {}

#[before_request(order)]
fn c(_req: &Request) {}

#[before_request(guard = true)]
fn d(_req: &Request) {}

#[before_request(prefix = /admin)]
fn e(_req: &Request) {}

#[before_request(order = 99999999999)]
fn f(_req: &Request) {}

#[before_request(guard, order = 8)]
fn g(_req: &Request) {}

#[before_request(guard, order = -1)]
fn h(_req: &Request) {}

#[before_request("/admin")]
fn i(_req: &Request) {}

fn main() {}

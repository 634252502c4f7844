// C4: a prefix is plain text without a slash at its end
// errors: 2

use responder::prelude::*;

#[api]
struct Api;

#[before_request(prefix = "/admin/")]
fn slash(_req: &Request) {}

#[before_request(prefix = "/users/{id}")]
fn parameter(_req: &Request) {}

fn main() {}

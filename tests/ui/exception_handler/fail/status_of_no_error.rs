// C11: a status that is no error, and a number that is no status
// errors: 2

use responder::prelude::*;

#[api]
struct Api;

#[exception_handler(200)]
fn success(_exc: Problem) {}

#[exception_handler(4040)]
fn number(_exc: Problem) {}

fn main() {}

// C11: it has `api`
// errors: 2

use responder::prelude::*;

#[api]
struct Api;

#[on_startup(order = 1)]
fn start() {}

#[on_shutdown("late")]
fn stop() {}

fn main() {}

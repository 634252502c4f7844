// C2: a path that no route has, has no parameters
use responder::prelude::*;

#[api]
struct Api;

#[default_route]
fn nothing(_path: String) {}

fn main() {}

// C1: what no route has goes to one function
use responder::prelude::*;

#[api]
struct Api;

#[default_route]
fn nothing() {}

#[default_route]
fn nothing_either() {}

fn main() {}

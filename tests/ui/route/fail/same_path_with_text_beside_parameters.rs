// C1: the names of parameters beside text tell no paths apart
use responder::prelude::*;

#[api]
struct Api;

#[get("/v{major:int}.{minor}")]
fn version(_major: u8, _minor: &str) {}

#[get("/v{a:int}.{b:str}")]
fn other(_a: u8, _b: &str) {}

fn main() {}

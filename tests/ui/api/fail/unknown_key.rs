use responder::prelude::*;

#[api(titel = "Shop")]
struct Api;

fn main() {}

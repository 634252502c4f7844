// C11: keys that are unknown or given twice
use responder::prelude::*;

#[api(titel = "Shop")]
struct Api;

fn main() {}

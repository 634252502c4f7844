// C8: dependencies that need each other
use responder::prelude::*;

#[api]
struct Api;

struct Chicken;
struct Egg;

#[dependency]
fn chicken(_egg: &Egg) -> Chicken {
    Chicken
}

#[dependency]
fn egg(_chicken: &Chicken) -> Egg {
    Egg
}

fn main() {}

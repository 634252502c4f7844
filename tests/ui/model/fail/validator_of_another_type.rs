// C8: a function that checks something else.
use responder::prelude::*;

#[derive(Model)]
struct Item {
    #[model(validate = is_even)]
    name: String,
}

fn is_even(number: &u32) -> Result<(), &'static str> {
    if number % 2 == 0 { Ok(()) } else { Err("should be even") }
}

fn main() {
    let _ = |item: Item| item.name;
}

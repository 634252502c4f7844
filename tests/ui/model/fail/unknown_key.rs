// C11: keys with typing errors, of a field and of the struct.
// errors: 2
use responder::prelude::*;

#[derive(Model)]
#[model(deny_unknwon)]
struct Item {
    #[model(min_lenght = 1)]
    name: String,
}

fn main() {
    let _ = |item: Item| item.name;
}

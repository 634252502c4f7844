// C8: a field of a type that nothing reads.
use responder::prelude::*;

#[derive(Model)]
struct Item {
    name: String,
    place: Place,
}

struct Place;

fn main() {
    let _ = |item: Item| (item.name, item.place);
}

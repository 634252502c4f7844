// C8: a model that is no struct.
use responder::prelude::*;

#[derive(Model)]
enum Colour {
    Red,
}

fn main() {
    let _ = Colour::Red;
}

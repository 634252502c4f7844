// C8: a view is not the implementation of a trait, nor generic
// errors: 2
use responder::prelude::*;

#[api]
struct Api;

struct Item;

trait View {
    fn on_get();
}

#[route("/items")]
impl View for Item {
    fn on_get() {}
}

struct Of<T>(T);

#[route("/of")]
impl<T> Of<T> {
    fn on_get() {}
}

fn main() {}

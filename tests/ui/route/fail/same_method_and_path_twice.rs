// C1: the same method and path, in two modules
use responder::prelude::*;

#[api]
struct Api;

#[get("/users/{id}")]
fn one(id: u64) -> String {
    id.to_string()
}

mod elsewhere {
    use super::Api;
    use responder::prelude::*;

    #[get("/users/{name}")]
    fn other(name: &str) -> String {
        name.to_owned()
    }
}

fn main() {}

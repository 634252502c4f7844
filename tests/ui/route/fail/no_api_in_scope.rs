// C8: the API is not imported
use responder::prelude::*;

mod app {
    use responder::prelude::*;

    #[api]
    pub struct Api;
}

#[get("/")]
fn index() {}

fn main() {
    let _ = app::Api;
}

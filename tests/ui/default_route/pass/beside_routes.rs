// C1: a default route takes no path from anybody
use responder::prelude::*;

#[api]
struct Api;

#[default_route]
#[public]
async fn nothing(req: &Request) -> (String, u16) {
    (req.path().to_owned(), 410)
}

#[get("/{rest:path}")]
fn rest(_rest: &str) {}

mod part {
    use responder::prelude::*;

    #[api(within = super::Api, prefix = "/part")]
    struct Api;

    #[default_route(blocking)]
    fn nothing() {}
}

fn main() {}

// C2: a handler that others do not see
use responder::prelude::*;

#[api]
struct Api;

mod users {
    use super::Api;
    use responder::prelude::*;

    #[get("/users")]
    fn list() {}
}

fn main() {
    let _ = url!(users::list);
}

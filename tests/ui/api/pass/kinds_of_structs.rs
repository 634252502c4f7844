// C11: keys and fields of all kinds
use responder::prelude::*;

mod unit {
    use responder::prelude::*;

    #[api]
    pub struct Api;

    #[get("/")]
    fn index() {}
}

mod tuple {
    use responder::prelude::*;

    #[derive(Clone)]
    #[api(title = "Tuple", version = "2")]
    pub struct Api(#[sessions] pub Sessions, pub u32);

    #[get("/")]
    fn index(_session: &Session, api: &Api) -> String {
        api.1.to_string()
    }
}

/// Two APIs in one module, one of them named in every attribute.
#[api]
struct Api {
    _state: Vec<u8>,
}

#[api]
struct Other {}

#[get("/", api = Other)]
fn other(_api: &Other) {}

#[get("/")]
fn own(_api: &Api) {}

fn main() {
    // An API of a function sees what is declared in the function.
    #[api]
    struct Api;

    #[get("/")]
    fn index(_api: &Api) {}

    let _ = unit::Api::routes().unwrap();
    let _ = Other::routes().unwrap();
    let _ = Api::routes().unwrap();
}

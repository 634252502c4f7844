// C8: the API is not imported

use responder::prelude::*;

#[api]
struct Api;

mod policies {
    use responder::prelude::*;

    #[policy]
    pub fn open() -> bool {
        true
    }
}

fn main() {}

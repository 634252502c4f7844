// C4: a prefix is plain text without a slash at its end
// errors: 5

use responder::prelude::*;

#[api]
struct Api;

mod a {
    #[responder::api(within = crate::Api, prefix = "users")]
    struct Api;
}

mod b {
    #[responder::api(within = crate::Api, prefix = "/users/")]
    struct Api;
}

mod c {
    #[responder::api(within = crate::Api, prefix = "/")]
    struct Api;
}

mod d {
    #[responder::api(within = crate::Api, prefix = "/{id}")]
    struct Api;
}

mod e {
    #[responder::api(within = crate::Api, prefix = "")]
    struct Api;
}

fn main() {}

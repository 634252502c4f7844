// C11: slashes are put right in all of an app, or nowhere
// errors: 2
use responder::prelude::*;

#[api(redirect_slashes = "no")]
struct Api;

mod part {
    use responder::prelude::*;

    #[api(within = super::Api, redirect_slashes = false)]
    struct Api;
}

fn main() {}

// C6: a name has no white space and is not empty
// errors: 2

use responder::prelude::*;

#[derive(Role)]
enum Role {
    #[role("super user")]
    SuperUser,
    #[role("")]
    Nobody,
}

fn main() {}

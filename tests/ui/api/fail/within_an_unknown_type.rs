// C8: there is no such parent

use responder::prelude::*;

#[api(within = crate::Shop)]
struct Api;

fn main() {}

// C8: an API is no part of itself

use responder::prelude::*;

#[api(within = Api)]
struct Api;

fn main() {}

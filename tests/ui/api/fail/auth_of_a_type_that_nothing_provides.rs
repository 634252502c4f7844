// C6: no guard or dependency returns this principal

use responder::prelude::*;

#[derive(Principal)]
struct User;

#[api(auth = User)]
struct Api;

fn main() {}

// C11: each key says what it takes
// errors: 7

use responder::prelude::*;

#[api(title = 1)]
struct A;

#[api(version = 1.0)]
struct B;

#[api(within = "crate::A")]
struct C;

#[api(auth = "User")]
struct D;

#[api(access = "explicit")]
struct E;

#[api(access = implicit)]
struct F;

#[api(title)]
struct G;

fn main() {}

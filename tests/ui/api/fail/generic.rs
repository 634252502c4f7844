// C8: attributes register on one type
// errors: 2

use responder::prelude::*;

#[api]
struct A<T>(T);

#[api]
struct B<'a>(&'a str);

fn main() {}

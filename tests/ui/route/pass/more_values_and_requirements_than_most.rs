// C5: a list of any length, of what a route reads and of what it requires

use responder::prelude::*;

#[api]
struct Api;

#[derive(Principal)]
struct User;

#[before_request]
fn guard(_req: &Request) -> Result<User, Problem> {
    Err(abort(401))
}

macro_rules! values {
    ($($Type:ident $make:ident),*) => { $(
        struct $Type;

        #[dependency]
        fn $make() -> $Type {
            $Type
        }
    )* };
}

values!(A a, B b, C c, D d, E e, F f);

macro_rules! policies {
    ($($name:ident)*) => { $(
        #[policy]
        fn $name(_user: &User) -> bool {
            true
        }
    )* };
}

policies!(one two three four five six);

#[get("/four")]
#[require(one, two, three, four)]
fn four_of_each(_a: &A, _b: &B, _c: &C, _d: &D) {}

#[get("/five")]
#[require(one, two, three, four, five)]
async fn five_of_each(_a: &A, _b: &B, _c: &C, _d: &D, _e: &E) {}

#[get("/six")]
#[require(one, two, three)]
#[require(four, five, six)]
fn six_of_each(_a: &A, _b: &B, _c: &C, _d: &D, _e: &E, _user: &User) {}

#[default_route]
#[require(one, two, three, four, five)]
fn nothing(_a: &A, _b: &B, _c: &C, _d: &D, _e: &E, _f: &F) {}

fn main() {}

// C8: what a dependency may take and return

use responder::prelude::*;

#[api]
struct Api;

struct A;
struct B<T>(T);
struct C;
struct D;

#[dependency]
fn a() -> A {
    A
}

#[dependency]
async fn b<'a>(_a: &'a A, _c: Option<&C>) -> B<Vec<&'static str>> {
    B(vec![])
}

#[dependency]
fn c(_api: &Api) -> Result<Option<C>, Problem> {
    Ok(None)
}

#[dependency(api = Api)]
fn d(_b: &B<Vec<&'static str>>, _req: &Request) -> std::result::Result<D, Problem> {
    Ok(D)
}

#[get("/")]
fn index(_d: &D) {}

fn main() {}

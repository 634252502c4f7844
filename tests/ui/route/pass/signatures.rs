// C8: what a handler may be, take and return

use responder::prelude::*;
use serde::Serialize;

#[api]
struct Api;

#[derive(Serialize)]
struct Item {
    id: u64,
}

#[derive(Principal)]
struct User;

#[before_request]
fn guard(_req: &Request) -> Result<User, Problem> {
    Err(abort(401))
}

#[get("/const")]
const fn constant() {}

#[get("/extern")]
extern "C" fn foreign() {}

/// Documented.
#[get("/text")]
#[must_use]
pub const fn text(_user: &User) -> &'static str {
    ""
}

#[get("/lifetimes/{name}")]
pub(crate) async fn lifetimes<'a>(req: &'a Request, _user: &User, name: &'a str) -> Result<&'a str, Problem> {
    if name.is_empty() { Ok(req.path()) } else { Err(abort(404)) }
}

#[get("/hidden")]
fn hidden() -> impl Serialize {
    [Item { id: 1 }]
}

#[get("/status")]
async fn status() -> (Media<Item>, u16) {
    (Media(Item { id: 1 }), 201)
}

#[get("/none")]
fn none() -> Option<Item> {
    None
}

#[get("/both")]
fn both(req: &mut Request, resp: &mut Response) {
    resp.text(req.path().to_owned());
}

#[get("/blocking", blocking)]
fn blocking(resp: &mut Response) -> Result<(), Problem> {
    resp.status(204);
    Ok(())
}

#[get("/raw")]
fn r#loop() -> Html<String> {
    Html(String::new())
}

mod admin {
    use super::Api as Shop;
    use responder::prelude::*;

    #[get("/admin", api = Shop)]
    async fn index() -> Redirect {
        Redirect::to("/")
    }
}

fn main() {}

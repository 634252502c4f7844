// C5: `Option<&T>` where it can be `None`

use responder::prelude::*;

#[api]
struct Api;

#[derive(Principal)]
struct User;

struct Item;

#[before_request]
fn guard(_req: &Request) -> Result<Option<User>, Problem> {
    Ok(None)
}

#[dependency]
async fn item(_user: Option<&User>) -> Option<Item> {
    None
}

#[get("/")]
#[public]
fn index(_user: Option<&User>, _item: Option<&Item>) {}

#[get("/me")]
fn me(_user: &User, _item: std::option::Option<&Item>) {}

#[after_request]
fn log(_user: Option<&User>, _item: Option<&Item>) {}

struct Oops;

#[exception_handler]
fn oops(_exc: Oops, _user: Option<&User>, _req: &Request) {}

fn main() {}

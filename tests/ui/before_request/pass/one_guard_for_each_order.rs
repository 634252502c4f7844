// C8: guards of different orders
use responder::prelude::*;

#[api]
pub struct Api;

struct Key;
struct User;

mod result {
    pub type Result<T> = std::result::Result<T, responder::Problem>;
}

#[before_request]
fn key(_req: &Request) -> result::Result<Key> {
    Ok(Key)
}

#[before_request(order = 7)]
async fn user(_key: &Key) -> User {
    User
}

#[before_request(guard, order = 1)]
fn teapot(resp: &mut Response) -> Result<(), Problem> {
    resp.status(418);
    Ok(())
}

#[before_request]
fn hook(_req: &Request) {}

#[before_request]
fn hook_of_the_same_order(_req: &Request) {}

mod part {
    use responder::prelude::*;

    // A part counts anew.
    #[api(within = crate::Api, prefix = "/part")]
    struct Api;

    struct Own;

    #[before_request]
    fn own(_user: &super::User) -> Own {
        Own
    }

    #[get("/")]
    fn index(_own: &Own, _key: &super::Key) {}
}

fn main() {}

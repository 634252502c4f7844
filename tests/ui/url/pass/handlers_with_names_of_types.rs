// C2: a handler may be called what a type, a crate or a module is called
use responder::prelude::*;
use uuid::Uuid;

#[api]
struct Api;

#[get("/str/{str}")]
fn str(str: &str) -> String {
    str.to_owned()
}

#[get("/uuid/{uuid:uuid}")]
fn uuid(uuid: Uuid) -> String {
    uuid.to_string()
}

#[get("/u64/{u64:int}")]
fn u64(u64: u64) -> String {
    u64.to_string()
}

mod users {
    use responder::prelude::*;

    #[api(within = super::Api, prefix = "/v1")]
    struct Api;

    #[get("/users/{id:int}")]
    pub fn users(id: u64) -> String {
        id.to_string()
    }
}

#[get("/users")]
fn users() {}

fn main() {
    #[get("/within/{n:int}.txt")]
    fn within(n: u64) -> String {
        n.to_string()
    }
    assert_eq!(url!(str, str = 1), "/str/1");
    assert_eq!(url!(u64, u64 = 1), "/u64/1");
    assert_eq!(url!(uuid, uuid = Uuid::nil()), "/uuid/00000000-0000-0000-0000-000000000000");
    assert_eq!(url!(users), "/users");
    assert_eq!(url!(users::users, id = 7_i8), "/v1/users/7");
    assert_eq!(url!(within, n = 7), "/within/7.txt");
}

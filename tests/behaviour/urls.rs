//! Paths of routes as text: what the compiler lets through, the router gives back.

use responder::prelude::*;
use uuid::Uuid;

#[api]
struct Api;

#[get("/")]
fn index() {}

#[get("/files/{rest:path}")]
fn file(rest: &str) -> String {
    rest.to_owned()
}

#[get("/things/{id:uuid}/{x:float}")]
fn thing(id: Uuid, x: f64) -> String {
    format!("{id} {x}")
}

#[get("/{type}/{fn:int}")]
fn words(r#type: &str, r#fn: u8) -> String {
    format!("{type} {fn}", r#type = r#type, r#fn = r#fn)
}

struct Greeting;

#[route("/greet/{name}")]
impl Greeting {
    fn on_get(name: &str) -> String {
        name.to_owned()
    }
}

mod users {
    use responder::prelude::*;

    #[api(within = super::Api, prefix = "/users")]
    struct Api;

    #[get("/{id:int}")]
    pub fn get_user(id: u64) -> String {
        id.to_string()
    }

    pub mod pictures {
        use responder::prelude::*;

        #[api(within = super::Api, prefix = "/pictures")]
        struct Api;

        #[get("/{user:int}-{name}.png")]
        pub(crate) async fn picture(user: i64, name: String) -> String {
            format!("{user} {name}")
        }
    }
}

use users::pictures::{self, url_of_picture};

#[test]
fn a_url_is_the_whole_path_with_all_prefixes() {
    let (id, name) = (7_u32, String::from("a/b c"));
    let uuid = Uuid::from_u128(1);
    for (url, expected) in [
        (url!(index), "/"),
        (url!(users::get_user, id = 42), "/users/42"),
        (url!(users::get_user, id), "/users/7"),
        (url!(pictures::picture, name = &name, user = i64::MAX), "/users/pictures/9223372036854775807-a%2Fb%20c.png"),
        (url!(picture, user = 1, name = "x",), "/users/pictures/1-x.png"),
        (url!(file, rest = "x/y z"), "/files/x/y%20z"),
        (url!(self::thing, x = 1.5, id = uuid), "/things/00000000-0000-0000-0000-000000000001/1.5"),
        (url!(words, type = "a", fn = 1_u8), "/a/1"),
        (url!(Greeting, name = format_args!("{}", 5)), "/greet/5"),
    ] {
        assert_eq!(url, expected);
    }
}

/// That it is so for any value is a property test of the core, `routing/url.rs`.
#[tokio::test]
async fn a_handler_is_given_what_its_url_was_made_from() {
    let client = Api.test_client().await;
    let text = "100% \u{2615}+?#&;=\"'<>.:@-_~";
    let uuid = Uuid::from_u128(u128::MAX);
    for (url, expected) in [
        (url!(users::get_user, id = i64::MAX), i64::MAX.to_string()),
        (url!(thing, id = uuid, x = 1e20), format!("{uuid} {}", 1e20)),
        (url!(file, rest = format!("{text}/{text}")), format!("{text}/{text}")),
        (url!(file, rest = "/x"), "/x".to_owned()),
        (url!(Greeting, name = text), text.to_owned()),
        (url!(picture, user = 1, name = format!("{text}.png")), format!("1 {text}.png")),
    ] {
        let reply = client.get(&url).await;
        assert_eq!((reply.status(), reply.text()), (200, expected), "{url}");
    }
    for url in [url!(users::get_user, id = -1), url!(Greeting, name = ""), url!(Greeting, name = "..")] {
        assert_eq!(client.get(&url).await.status(), 404, "{url}");
    }
}

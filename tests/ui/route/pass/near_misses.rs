// C1: paths that differ, and much else that is right
//! What looks like a mistake and is none.

use responder::prelude::*;
use uuid::Uuid;

#[api]
struct Api;

// One path for different methods, and different convertors in one place.
#[get("/users/{id:int}")]
fn by_number(id: u64) -> String {
    id.to_string()
}

#[get("/users/{id:uuid}")]
fn by_uuid(id: Uuid) -> String {
    id.to_string()
}

#[get("/users/{name}")]
fn by_name(name: String) -> String {
    name
}

#[delete("/users/{name}")]
fn remove(name: &str) {
    let _ = name;
}

// A slash more is another path; `_` and `-` are not the same.
#[get("/a_b")]
fn underscore() {}

#[get("/a-b")]
fn dash() {}

#[get("/a_b/")]
fn slash() {}

// Methods that do not overlap.
#[route("/both", methods = [PUT, PATCH])]
fn change() {}

#[route("/both", methods = [GET])]
fn read() {}

// Names that the generated code uses, patterns, lifetimes, attributes.
/// With a doc comment.
#[allow(clippy::needless_lifetimes)]
#[get("/names/{value}/{error}/{ex}")]
async fn names<'a>(value: &'a str, error: u8, mut ex: String, _: &'a Request, request: &Request) -> Result<String, std::convert::Infallible> {
    ex.push_str(value);
    let _ = request;
    Ok(format!("{ex}{error}"))
}

#[get("/raw/{name}")]
pub(crate) fn r#match(#[allow(unused)] name: &str, &Api: &Api) -> impl serde::Serialize + use<> {
    [1]
}

// Names that the generated code could use for itself.
struct Passed;
struct ROUTE;

#[dependency]
fn ex(_req: &Request) -> Passed {
    Passed
}

#[get("/ex")]
fn error(_passed: &Passed) {
    let _ = ROUTE;
}

#[on_startup]
fn api(_api: &Api) {}

fn response(_: &Request, _: &mut Response) {}

#[get("/keyword/{type}")]
#[before(response)]
fn value(r#type: &str) -> String {
    r#type.to_owned()
}

macro_rules! typed {
    ($name:ident, $path:literal, $ty:ty) => {
        #[get($path)]
        fn $name(_value: $ty, id: &str) -> String {
            id.to_owned()
        }
    };
}

// What is not used may say so.
#[get("/unused/{id}")]
fn unused(_id: u64) {}

typed!(typed, "/typed/{id}", &Request);

fn main() {}

//! Paths, convertors, methods, views and what is put right.

use responder::prelude::*;
use uuid::Uuid;

#[api]
pub struct Api {
    counter: u32,
}

pub fn api() -> Api {
    Api { counter: 41 }
}

#[route("/")]
fn index() -> &'static str {
    "hello, world!"
}

#[route("/hello/{who}")]
fn hello(who: &str) -> String {
    format!("hello, {who}!")
}

#[route("/add/{a:int}/{b:int}")]
fn add(a: i64, b: i64) -> String {
    format!("{a} + {b} = {}", i128::from(a) + i128::from(b))
}

#[route("/int/{n:int}")]
fn int(n: i64) -> Value {
    json!({ "n": n })
}

#[route("/float/{n:float}")]
fn float(n: f64) -> Value {
    json!({ "n": n })
}

#[route("/uuid/{id:uuid}")]
fn uuid(id: Uuid) -> Value {
    json!({ "id": id.to_string() })
}

#[route("/str/{s:str}")]
fn text(s: &str) -> Value {
    json!({ "s": s })
}

#[route("/files/{p:path}")]
fn file(p: &str) -> Value {
    json!({ "p": p })
}

#[route("/mixed/{a}-{b:int}.json")]
fn mixed(a: &str, b: i64) -> Value {
    json!({ "a": a, "b": b })
}

#[route("/v1.0/info")]
fn info() -> Value {
    json!({ "v": "1.0" })
}

/// What is fixed goes before a parameter, wherever it stands.
#[route("/order/{x}")]
fn order(x: &str) -> Value {
    json!({ "param": x })
}

#[route("/order/fixed")]
fn order_fixed() -> Value {
    json!({ "fixed": true })
}

#[route("/rev/fixed")]
fn rev_fixed() -> Value {
    json!({ "fixed": true })
}

#[route("/rev/{x}")]
fn rev(x: &str) -> Value {
    json!({ "param": x })
}

#[get("/items")]
fn items() -> Value {
    json!({ "items": [] })
}

#[post("/items")]
fn add_item() -> (Value, u16) {
    (json!({ "created": true }), 201)
}

#[put("/verbs")]
fn put_verb() -> Value {
    json!({ "verb": "put" })
}

#[patch("/verbs")]
fn patch_verb() -> Value {
    json!({ "verb": "patch" })
}

#[delete("/verbs")]
fn delete_verb() -> Value {
    json!({ "verb": "delete" })
}

#[get("/only-get")]
fn only_get(req: &Request, resp: &mut Response) {
    resp.header("X-Method", req.method().as_str()).text("got it");
}

#[get("/lower")]
fn lower() -> &'static str {
    "lower"
}

#[route("/any")]
fn any(req: &Request, resp: &mut Response) {
    let method = req.method().as_str();
    resp.header("X-Method", method).media(&json!({ "method": method }));
}

#[route("/with-slash/")]
fn with_slash() -> &'static str {
    "with slash"
}

#[route("/no-slash", methods = [GET, POST])]
fn no_slash(req: &Request) -> Value {
    json!({ "method": req.method().as_str(), "q": req.query().get("q") })
}

#[route("/slashy/{name}/")]
fn slashy(name: &str) -> Value {
    json!({ "name": name })
}

struct Cbv;

#[route("/cbv")]
impl Cbv {
    fn on_get() -> Value {
        json!({ "on": "get" })
    }

    async fn on_post() -> (Value, u16) {
        (json!({ "on": "post" }), 201)
    }

    fn on_delete() -> (Value, u16) {
        (json!({ "on": "delete" }), 202)
    }
}

struct Greeting;

#[route("/greet/{greeting}")]
impl Greeting {
    fn on_request(greeting: &str, resp: &mut Response) {
        resp.status(203).header("X-Greeting", greeting);
    }

    fn on_get(greeting: &str) -> String {
        format!("{greeting}, world!")
    }

    fn on_post(greeting: &str) -> Value {
        json!({ "received": greeting })
    }
}

struct OnlyRequest;

#[route("/cbv/only-request")]
impl OnlyRequest {
    fn on_request(req: &Request) -> Value {
        json!({ "method": req.method().as_str() })
    }
}

struct WithHead;

#[route("/cbv/head")]
impl WithHead {
    fn on_get() -> &'static str {
        "get"
    }

    fn on_head(resp: &mut Response) {
        resp.header("X-Handler", "head").text("head");
    }
}

#[route("/users/{id:int}")]
fn user_detail(id: i64) -> Value {
    json!({ "id": id, "path_params": { "id": id } })
}

/// The parameters of a request belong to it: a copy can be changed, and they cannot.
#[route("/mutate/{id:int}")]
fn mutate(id: i64) -> Value {
    json!({ "id": id, "seen": { "id": id } })
}

#[route("/state")]
fn state(api: &Api) -> Value {
    json!({ "counter": api.counter, "same": true })
}

/// Checked by the compiler: what it names is there, and has these parameters.
#[route("/url-for")]
fn url_for() -> Value {
    json!({
        "by_name": url!(user_detail, id = 42),
        "by_view": url!(hello, who = "a b"),
        "quoted": url!(hello, who = "a/b?c"),
        "path": url!(file, p = "x/y z"),
    })
}

//! Errors and their handlers.

use responder::ErrorResponse;
use responder::prelude::*;

#[derive(Debug, thiserror::Error)]
#[error("out of {0}")]
struct OutOf(&'static str);

struct Teapot;

impl ErrorResponse for Teapot {
    fn respond(self, resp: &mut Response) {
        resp.status(418).text("teapot");
    }
}

#[api]
struct Api {
    name: &'static str,
}

#[exception_handler]
fn out_of(exc: OutOf, api: &Api, req: &Request, resp: &mut Response) {
    resp.status(409).header("x-path", req.path()).media(&json!({ "error": exc.to_string(), "shop": api.name }));
}

#[exception_handler]
async fn io(exc: std::io::Error, resp: &mut Response) {
    resp.status(502).text(exc.kind().to_string());
}

#[exception_handler]
fn number(_exc: std::num::ParseIntError) -> (&'static str, u16) {
    ("not a number", 422)
}

#[exception_handler]
fn silent(_exc: std::fmt::Error) {}

#[get("/local")]
fn local(resp: &mut Response) -> Result<(), OutOf> {
    resp.header("x-lost", "1").cookie(SetCookie::new("lost", "1")).text("lost");
    Err(OutOf("milk"))
}

#[get("/foreign")]
async fn foreign() -> Result<String, std::io::Error> {
    Err(std::io::ErrorKind::NotFound.into())
}

#[get("/returned/{text}")]
fn returned(text: &str) -> Result<String, std::num::ParseIntError> {
    Ok(text.parse::<u8>()?.to_string())
}

#[get("/silent")]
fn without_a_word() -> std::fmt::Result {
    Err(std::fmt::Error)
}

#[get("/own")]
fn own() -> Result<(), Teapot> {
    Err(Teapot)
}

#[get("/alias")]
fn alias() -> std::io::Result<&'static str> {
    Ok("fine")
}

#[tokio::test]
async fn an_error_goes_to_its_handler_or_answers_itself() {
    let client = Api { name: "corner" }.test_client().await;
    let reply = client.get("/local").send().await;
    assert_eq!((reply.status(), reply.header("x-path")), (409, Some("/local")));
    assert_eq!(reply.json::<Value>(), json!({ "error": "out of milk", "shop": "corner" }));
    assert!(reply.header("x-lost").is_none() && reply.header("set-cookie").is_none(), "half a reply is no reply");

    for (path, status, body) in [
        ("/foreign", 502, "entity not found"),
        ("/returned/x", 422, "not a number"),
        ("/returned/7", 200, "7"),
        ("/own", 418, "teapot"),
        ("/alias", 200, "fine"),
        (
            "/silent",
            500,
            r#"{"detail":"Internal Server Error","status":500,"title":"Internal Server Error","type":"about:blank"}"#,
        ),
    ] {
        let reply = client.get(path).send().await;
        assert_eq!((reply.status(), reply.text().as_str()), (status, body), "{path}");
    }
}

#[tokio::test]
async fn the_api_overrules_an_error_that_answers_itself() {
    #[api]
    struct Api;

    #[exception_handler]
    fn teapot(_exc: Teapot, resp: &mut Response) {
        resp.status(400).text("no tea");
    }

    /// All errors of the framework look like this API's own.
    #[exception_handler]
    fn problem(exc: Problem, resp: &mut Response) {
        resp.status(exc.status()).media(&json!({ "oops": exc.status() }));
    }

    #[get("/")]
    fn index() -> Result<(), Teapot> {
        Err(Teapot)
    }

    #[post("/body")]
    fn body(#[body] value: Value) -> Value {
        value
    }

    let client = Api.test_client().await;
    assert_eq!(client.get("/").send().await.text(), "no tea");
    for (reply, status) in [
        (client.get("/nope").send().await, 404),
        (client.post("/").send().await, 405),
        (client.post("/body").send().await, 400),
        (client.get("/%zz").send().await, 400),
    ] {
        assert_eq!(reply.json::<Value>(), json!({ "oops": status }));
    }
}

#[tokio::test]
async fn a_redirect_is_an_error_that_answers_itself() {
    #[api]
    struct Api;

    struct User;

    #[before_request]
    fn guard(req: &Request) -> Result<User, Redirect> {
        req.bearer_token().map(|_| User).ok_or_else(|| Redirect::to("/login"))
    }

    #[get("/")]
    fn index(_user: &User) -> &'static str {
        "welcome"
    }

    let client = Api.test_client().await;
    let reply = client.get("/").await;
    assert_eq!((reply.status(), reply.header("location")), (307, Some("/login")));
    assert_eq!(client.get("/").bearer("x").await.text(), "welcome");
}

#[tokio::test]
async fn a_problem_says_what_its_status_is_called() {
    #[api]
    struct Api;

    #[get("/abort/{status:int}")]
    fn fail(status: u16) -> Result<(), Problem> {
        Err(abort(status))
    }

    let client = Api.test_client().await;
    for (status, answered, title, detail) in [
        (409, 409, "Conflict", Some("Conflict")),
        (422, 422, "Unprocessable Content", Some("Unprocessable Content")),
        (599, 599, "HTTP Error", Some("")),
        (302, 500, "Internal Server Error", Some("Internal Server Error")),
    ] {
        let reply = client.get(&format!("/abort/{status}")).await;
        let problem = reply.json::<Value>();
        assert_eq!((reply.status(), problem["title"].as_str()), (answered, Some(title)));
        assert_eq!(problem["detail"].as_str(), detail, "{status}");
    }
    let reply = client.post("/abort/409").await;
    assert_eq!(reply.json::<Value>().get("detail"), None, "405 says it all in `Allow`");
    assert_eq!(abort(404).message(), "Not Found");
    assert_eq!(abort(404).to_string(), "404 Not Found");
}

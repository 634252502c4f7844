//! What handlers write and return, and what the client gets.

use responder::Status;
use responder::prelude::*;
use serde::Serialize;

#[derive(Serialize)]
struct Point {
    x: i32,
}

#[api]
struct Api;

#[get("/nothing")]
fn nothing() {}

#[get("/text")]
fn text() -> &'static str {
    "caf\u{e9}"
}

#[get("/html")]
fn html() -> Html<String> {
    Html("<p>".into())
}

#[get("/struct")]
fn structure() -> Point {
    Point { x: 1 }
}

#[get("/list")]
fn list() -> Vec<Point> {
    vec![Point { x: 1 }]
}

#[get("/created")]
fn created(resp: &mut Response) -> (Media<Point>, u16) {
    resp.header("location", "/1");
    (Media(Point { x: 2 }), 201)
}

#[get("/borrowed/{who}")]
fn borrowed<'r>(who: &'r str, req: &'r Request) -> &'r str {
    let _ = req;
    who
}

#[get("/both")]
fn both(resp: &mut Response) -> &'static str {
    resp.status(202).header("x-kept", "1").media(&json!("replaced"));
    "returned"
}

#[get("/pair")]
fn pair() -> (Point, u16) {
    (Point { x: 3 }, 202)
}

#[get("/list-of-two")]
fn list_of_two() -> (f64, bool) {
    (1.5, true)
}

#[get("/some")]
fn some() -> Result<Option<&'static str>, Problem> {
    Ok(Some("here"))
}

#[get("/none")]
fn none() -> Option<Point> {
    None
}

#[get("/no-content")]
fn no_content(resp: &mut Response) {
    resp.media(&json!({ "left": "out" })).status(204);
}

#[get("/status/{code}")]
fn status(code: u16) -> (&'static str, Status) {
    ("text", code.into())
}

#[get("/problem")]
fn problem() -> Result<(), Problem> {
    Err(abort(409)
        .detail("exists")
        .title("Conflict!")
        .type_uri("https://example.com/c")
        .instance("/1")
        .member("balance", 30)
        .member("status", 200))
}

#[get("/inject/{value}")]
fn inject(value: &str, resp: &mut Response) {
    resp.header("x-value", value).cookie(SetCookie::new("c", value)).text("ok");
}

#[get("/go")]
fn go(req: &Request, resp: &mut Response) {
    resp.redirect(req.query().get("to").unwrap_or("/"));
}

#[post("/form")]
fn form(resp: &mut Response) {
    resp.redirect("/done");
}

#[get("/length")]
fn length(resp: &mut Response) {
    resp.header("content-length", "3").header("transfer-encoding", "chunked").text("longer");
}

#[get("/forbidden")]
fn forbidden(resp: &mut Response) {
    resp.status(403);
}

#[get("/failed/redirect")]
fn failed_redirect() -> (Redirect, u16) {
    (Redirect::to("//evil.example"), 302)
}

#[get("/failed/media")]
fn failed_media(resp: &mut Response) -> Status {
    resp.media(&std::collections::HashMap::from([((1, 2), 3)]));
    200.into()
}

#[get("/vary")]
fn vary(resp: &mut Response) {
    resp.headers_mut().append("vary", "Origin".parse().unwrap());
    resp.headers_mut().append("vary", "Accept-Encoding".parse().unwrap());
    resp.media(&1);
}

#[get("/bytes")]
fn bytes_after_media(resp: &mut Response) -> Vec<u8> {
    resp.media(&1);
    vec![0]
}

/// What a hook writes before the handler returns something.
fn marks(_: &Request, resp: &mut Response) {
    resp.header("content-type", "text/csv").header("vary", "Origin").header("set-cookie", "hook=1");
}

struct Marked;

impl Reply for Marked {
    fn apply(self, resp: &mut Response) {
        resp.content("x").header("vary", "Accept-Language").header("set-cookie", "handler=2");
    }
}

#[get("/marked/bytes")]
#[before(marks)]
fn marked_bytes() -> Vec<u8> {
    vec![0]
}

#[get("/marked/reply")]
#[before(marks)]
fn marked_reply() -> Marked {
    Marked
}

#[get("/away")]
fn away() -> Redirect {
    Redirect::external("https://example.com/").status(308)
}

#[get("/nan")]
fn unencodable() -> Media<std::collections::HashMap<(u8, u8), u8>> {
    Media([((1, 2), 3)].into())
}

async fn get(path: &str) -> responder::TestReply {
    Api.test_client().await.get(path).send().await
}

#[tokio::test]
async fn every_kind_of_value_has_its_body_and_type() {
    for (path, code, content_type, body) in [
        ("/nothing", 200, "application/json", "null"),
        ("/text", 200, "text/plain; charset=utf-8", "caf\u{e9}"),
        ("/html", 200, "text/html; charset=utf-8", "<p>"),
        ("/struct", 200, "application/json", r#"{"x":1}"#),
        ("/list", 200, "application/json", r#"[{"x":1}]"#),
        ("/created", 201, "application/json", r#"{"x":2}"#),
        ("/pair", 202, "application/json", r#"{"x":3}"#),
        ("/list-of-two", 200, "application/json", "[1.5,true]"),
        ("/some", 200, "text/plain; charset=utf-8", "here"),
        ("/borrowed/me", 200, "text/plain; charset=utf-8", "me"),
        ("/both", 202, "text/plain; charset=utf-8", "returned"),
        ("/status/404", 404, "text/plain; charset=utf-8", "text"),
    ] {
        let reply = get(path).await;
        assert_eq!(
            (reply.status(), reply.header("content-type"), reply.text().as_str()),
            (code, Some(content_type), body),
            "{path}"
        );
    }
    assert_eq!(get("/created").await.header("location"), Some("/1"));
    assert_eq!(get("/both").await.header("x-kept"), Some("1"));
    assert_eq!(get("/none").await.status(), 404);
}

#[tokio::test]
async fn no_content_has_none() {
    let reply = get("/no-content").await;
    assert_eq!((reply.status(), reply.text().as_str(), reply.header("content-type")), (204, "", None));
}

#[tokio::test]
async fn a_status_that_is_none_is_500_and_no_panic() {
    for code in ["0", "99", "100", "199", "600", "999", "65535"] {
        assert_eq!(get(&format!("/status/{code}")).await.status(), 500, "{code}");
    }
}

#[tokio::test]
async fn how_a_body_is_framed_is_not_the_handlers_to_say() {
    let reply = get("/length").await;
    assert_eq!(
        (reply.text().as_str(), reply.header("content-length"), reply.header("transfer-encoding")),
        ("longer", None, None)
    );
}

#[tokio::test]
async fn an_error_status_alone_is_a_problem() {
    let reply = get("/forbidden").await;
    assert_eq!((reply.status(), reply.header("content-type")), (403, Some("application/problem+json")));
}

#[tokio::test]
async fn what_failed_to_be_written_cannot_be_made_a_success() {
    assert_eq!(get("/failed/redirect").await.status(), 400);
    assert_eq!(get("/failed/media").await.status(), 500);
}

#[tokio::test]
async fn leftovers_do_not_describe_another_body() {
    assert_eq!(get("/vary").await.header("vary"), Some("Origin, Accept-Encoding, Accept"));
    assert_eq!(get("/bytes").await.header("content-type"), None);
}

#[tokio::test]
async fn media_follows_accept() {
    let client = Api.test_client().await;
    let reply = client.get("/struct").header("accept", "application/x-msgpack").send().await;
    assert_eq!((reply.header("content-type"), reply.header("vary")), (Some("application/x-msgpack"), Some("Accept")));
    assert_eq!(reply.content().as_ref(), b"\x81\xa1x\x01");
}

#[tokio::test]
async fn a_problem_has_the_members_of_rfc_9457() {
    let reply = get("/problem").await;
    assert_eq!(reply.header("content-type"), Some("application/problem+json"));
    assert_eq!(
        reply.json::<Value>(),
        json!({ "type": "https://example.com/c", "title": "Conflict!", "status": 409, "detail": "exists", "instance": "/1", "balance": 30 })
    );
}

#[tokio::test]
async fn text_of_a_request_cannot_add_header_lines() {
    let client = Api.test_client().await;
    // %0A in a path is refused; elsewhere it reaches the handler.
    let reply = client.get("/go?to=/x%0d%0aX-Injected:%201").send().await;
    assert_eq!((reply.status(), reply.header("x-injected"), reply.header("location")), (400, None, None));
    let reply = client.get("/inject/a;b,%22c%22%20%C3%A9").send().await;
    assert_eq!(reply.headers().get_all("set-cookie").iter().count(), 1);
    assert!(
        reply.header("set-cookie").unwrap().starts_with("c=a%3Bb%2C%22c%22%20%C3%A9; HttpOnly; SameSite=Lax; Path=/")
    );
}

#[tokio::test]
async fn a_redirect_stays_on_the_origin_unless_it_says_otherwise() {
    for (to, location) in [("/a%3Fb%3D1%23f", "/a?b=1#f"), ("reports", "reports"), ("/caf%C3%A9%20x", "/caf%C3%A9%20x")]
    {
        let reply = get(&format!("/go?to={to}")).await;
        assert_eq!((reply.status(), reply.header("location")), (307, Some(location)), "{to}");
        assert_eq!(reply.text(), format!("Redirecting to: {location}"));
    }
    for to in ["//evil.example", "https://evil.example", "/%5Cevil.example", "javascript:alert(1)", "%09/x", ""] {
        let reply = get(&format!("/go?to={to}")).await;
        assert_eq!((reply.status(), reply.header("location")), (400, None), "{to}");
    }
    let reply = get("/away").await;
    assert_eq!((reply.status(), reply.header("location")), (308, Some("https://example.com/")));
}

#[tokio::test]
async fn a_submitted_form_is_answered_with_303() {
    let client = Api.test_client().await;
    assert_eq!(client.post("/form").form(&[("a", "b")]).send().await.status(), 303);
    assert_eq!(client.post("/form").json("x").send().await.status(), 307);
}

#[tokio::test]
async fn what_cannot_be_encoded_is_500_without_a_reason() {
    let reply = get("/nan").await;
    assert_eq!(reply.status(), 500);
    assert_eq!(
        reply.json::<Value>(),
        json!({ "type": "about:blank", "title": "Internal Server Error", "status": 500, "detail": "Internal Server Error" })
    );
}

#[tokio::test]
async fn what_a_handler_returns_is_added_to_what_hooks_have_said() {
    let reply = get("/marked/bytes").await;
    assert_eq!(
        (reply.text().len(), reply.header("content-type")),
        (1, None),
        "the hook's type is not that of the bytes"
    );
    let reply = get("/marked/reply").await;
    assert_eq!(reply.header("vary"), Some("Origin, Accept-Language"));
    let cookies: Vec<_> = reply.headers().get_all("set-cookie").iter().collect();
    assert_eq!(cookies, ["hook=1", "handler=2"]);
}

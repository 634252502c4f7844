//! What stands around a body: status, header fields, cookies, charsets, and which form of it a client prefers.

use std::time::Duration;

use responder::prelude::*;
use responder::{CacheControl, TestClient};
use serde::Serialize;

#[derive(Serialize)]
struct Item {
    id: u64,
}

#[api]
struct Api;

#[post("/items")]
fn create() -> (Item, u16, [(&'static str, &'static str); 2]) {
    (Item { id: 1 }, 201, [("location", "/items/1"), ("set-cookie", "a=1")])
}

#[post("/items/text")]
fn create_as_text(resp: &mut Response) -> (String, u16, Vec<(String, String)>) {
    resp.header("x-replaced", "before").cookie(SetCookie::new("kept", "1"));
    let fields =
        [("x-replaced", "after"), ("set-cookie", "a=1"), ("set-cookie", "b=2"), ("vary", "Cookie"), ("bad name", "x")];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    ("created".into(), 201, fields.into())
}

#[get("/three")]
fn list_of_three() -> (f64, bool, u8) {
    (1.5, true, 3)
}

#[get("/created/{name}")]
fn created(name: &str, resp: &mut Response) -> &'static str {
    resp.created(format!("/items/{name}"));
    "made"
}

#[get("/charset/{label}")]
fn charset(label: &str, resp: &mut Response) {
    resp.html("<p>café</p>").charset(label);
}

#[get("/charset/snowman")]
fn not_in_the_charset(resp: &mut Response) {
    resp.text("\u{2603}").charset("iso-8859-1").status(200);
}

#[get("/charset/nothing")]
fn no_text(resp: &mut Response) {
    resp.charset("utf-8");
}

#[get("/cached")]
fn cached(resp: &mut Response) -> Value {
    resp.cache_control(CacheControl::no_store());
    resp.cache_control(CacheControl::new().private().max_age(Duration::from_secs(5)));
    json!(1)
}

#[get("/uncached")]
fn uncached(resp: &mut Response) -> &'static str {
    resp.cache_control(CacheControl::no_store()).cache_control(CacheControl::new());
    "ok"
}

#[get("/cookies")]
fn cookies(resp: &mut Response) {
    resp.header("set-cookie", "\u{ff}odd").cookie(SetCookie::new("a", "1"));
    resp.cookie(SetCookie::new("b", "1")).cookie(SetCookie::new("a", "2"));
    resp.cookie(SetCookie::new("a", "3").path("/below")).text("ok");
}

#[get("/report")]
fn report(req: &Request) -> &'static str {
    req.preferred(&["application/json", "text/csv", "text/html"]).unwrap_or("none")
}

#[get("/data")]
fn data() -> Value {
    json!({ "a": 1 })
}

async fn client() -> TestClient<Api> {
    Api.test_client().await
}

fn lines(reply: &responder::TestReply, name: &str) -> Vec<String> {
    reply.headers().get_all(name).iter().map(|line| String::from_utf8_lossy(line.as_bytes()).into_owned()).collect()
}

#[tokio::test]
async fn header_fields_stand_behind_a_body_and_its_status() {
    let reply = client().await.post("/items").send().await;
    assert_eq!((reply.status(), reply.header("location")), (201, Some("/items/1")));
    assert_eq!(reply.header("content-type"), Some("application/json"));
    assert_eq!(reply.json::<Value>(), json!({ "id": 1 }));
}

#[tokio::test]
async fn they_replace_others_but_cookies_and_vary_are_added() {
    let reply = client().await.post("/items/text").send().await;
    assert_eq!((reply.status(), reply.text().as_str()), (201, "created"));
    assert_eq!(reply.header("x-replaced"), Some("after"));
    assert_eq!(reply.header("vary"), Some("Cookie"));
    assert_eq!(lines(&reply, "set-cookie").len(), 3);
}

#[tokio::test]
async fn three_values_without_a_status_are_a_list() {
    assert_eq!(client().await.get("/three").send().await.json::<Value>(), json!([1.5, true, 3]));
}

#[tokio::test]
async fn created_says_where_it_is_as_a_url() {
    let reply = client().await.get("/created/caf%C3%A9%20x").send().await;
    assert_eq!((reply.status(), reply.header("location")), (201, Some("/items/caf%C3%A9%20x")));
}

#[tokio::test]
async fn text_is_written_in_the_charset_that_it_is_labelled_with() {
    let client = client().await;
    for label in ["latin-1", "iso-8859-1", "windows-1252", "UTF-8"] {
        let reply = client.get(&format!("/charset/{label}")).send().await;
        assert_eq!(reply.header("content-type"), Some(format!("text/html; charset={label}").as_str()));
        let expected: &[u8] = if label == "UTF-8" { "<p>café</p>".as_bytes() } else { b"<p>caf\xe9</p>" };
        assert_eq!(reply.content(), expected, "{label}");
    }
}

#[tokio::test]
async fn a_charset_that_cannot_be_written_is_an_error_of_the_server() {
    let client = client().await;
    for path in ["/charset/klingon", "/charset/utf-16le", "/charset/snowman", "/charset/nothing"] {
        let reply = client.get(path).send().await;
        assert_eq!((reply.status(), reply.header("content-type")), (500, Some("application/problem+json")), "{path}");
    }
}

#[tokio::test]
async fn the_last_cache_control_counts() {
    let client = client().await;
    assert_eq!(client.get("/cached").send().await.header("cache-control"), Some("private, max-age=5"));
    assert_eq!(client.get("/uncached").send().await.header("cache-control"), None);
}

#[tokio::test]
async fn a_cookie_replaces_one_of_the_same_name_path_and_domain() {
    let cookies = lines(&client().await.get("/cookies").send().await, "set-cookie");
    let pairs: Vec<_> = cookies.iter().map(|line| line.split(';').next().unwrap()).collect();
    assert_eq!(pairs, ["\u{ff}odd", "b=1", "a=2", "a=3"]);
}

#[tokio::test]
async fn the_form_that_a_client_prefers_is_told() {
    let client = client().await;
    for (accept, preferred) in [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/*", "text/csv"),
        ("text/html, text/csv;q=0.9", "text/html"),
        ("text/html;q=0.1, text/csv;q=0.9", "text/csv"),
        ("TEXT/HTML", "text/html"),
        ("image/png", "none"),
        ("*/*;q=0", "none"),
    ] {
        assert_eq!(client.get("/report").header("accept", accept).send().await.text(), preferred, "{accept}");
    }
    assert_eq!(client.get("/report").send().await.text(), "application/json");
}

#[tokio::test]
async fn a_format_is_known_by_all_its_names() {
    let client = client().await;
    for (accept, media_type) in [
        ("application/x-yaml", "application/yaml"),
        ("text/yaml, application/json;q=0.5", "application/yaml"),
        ("yaml", "application/yaml"),
        ("application/yaml;q=oops", "application/yaml"),
        ("application/vnd.msgpack", "application/x-msgpack"),
        ("text/json;q=0.9, application/yaml;q=0.8", "application/json"),
    ] {
        let reply = client.get("/data").header("accept", accept).send().await;
        assert_eq!(reply.header("content-type"), Some(media_type), "{accept}");
    }
}

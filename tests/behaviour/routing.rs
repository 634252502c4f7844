//! From a method and path to a handler and its arguments.

use responder::prelude::*;
use uuid::Uuid;

#[api]
struct Api;

#[get("/")]
fn root() -> &'static str {
    "root"
}

#[get("/text/{a}/{b}")]
fn text(b: &str, a: String) -> String {
    format!("{a}|{b}")
}

#[get("/n/{n:int}")]
fn number(n: i16) -> String {
    n.to_string()
}

#[get("/n/{word}")]
fn word(word: &str) -> String {
    format!("word {word}")
}

#[get("/x/{x:float}")]
async fn float(x: f64) -> String {
    x.to_string()
}

#[get("/u/{id:uuid}")]
fn uuid(id: Uuid) -> String {
    id.to_string()
}

#[get("/parsed/{n}")]
fn parsed(n: u8, req: &Request) -> Value {
    json!({ "n": n, "raw": req.params().get("n"), "path": req.path() })
}

#[get("/files/{rest:path}")]
fn rest(rest: &str) -> String {
    rest.to_owned()
}

#[get("/files/{name}-{n:int}.json")]
fn numbered(n: u8, name: &str) -> String {
    format!("{name} no. {n}")
}

#[get("/v{major:int}.{minor:int}/{name}")]
fn version(major: u8, minor: u8, name: &str) -> String {
    format!("{name} {major}.{minor}")
}

#[route("/verbs", methods = [PUT, PATCH])]
fn verbs(req: &Request) -> String {
    req.method().to_string()
}

#[delete("/verbs")]
fn delete_verb() -> &'static str {
    "deleted"
}

#[route("/any")]
fn any(req: &Request) -> String {
    req.method().to_string()
}

#[get("/slash/")]
fn slash() {}

#[get("/query")]
fn query(req: &Request) -> Value {
    let query = req.query();
    json!({ "q": query.get("q"), "all": query.all("q").collect::<Vec<_>>() })
}

async fn get(path: &str) -> (u16, String) {
    let reply = Api.test_client().await.get(path).send().await;
    (reply.status(), reply.text())
}

#[tokio::test]
async fn arguments_are_taken_from_the_path_by_name_and_type() {
    for (path, expected) in [
        ("/", "root"),
        ("/text/1/2", "1|2"),
        ("/text/a%20b/%E2%98%95", "a b|\u{2615}"),
        ("/n/012", "12"),
        ("/n/-12", "word -12"),
        ("/n/abc", "word abc"),
        ("/x/1.50", "1.5"),
        ("/u/6E8BC430-9C3A-11D9-9669-0800200C9A66", "6e8bc430-9c3a-11d9-9669-0800200c9a66"),
        ("/files/a/b.txt", "a/b.txt"),
        ("/files/a-b-3.json", "a-b no. 3"),
        ("/files/a-b.json", "a-b.json"),
        ("/v2.10/api", "api 2.10"),
        ("/parsed/7", r#"{"n":7,"path":"/parsed/7","raw":"7"}"#),
        ("/query?q=1&q=a%26b", r#"{"all":["1","a&b"],"q":"a&b"}"#),
        ("/query", r#"{"all":[],"q":null}"#),
    ] {
        assert_eq!(get(path).await, (200, expected.to_owned()), "{path}");
    }
}

#[tokio::test]
async fn a_parameter_that_is_no_value_of_its_type_is_no_such_resource() {
    for path in [
        "/n/99999",
        "/x/1e5",
        "/x/-1",
        "/x/.5",
        "/u/6e8bc430",
        "/text/a/",
        "/text//b",
        "/files/",
        "/files/a-256.json",
        "/v2/api",
    ] {
        assert_eq!(get(path).await.0, 404, "{path}");
    }
    assert_eq!(get("/n/99999999999999999999").await.1, "word 99999999999999999999", "not an int: the next best route");
}

#[tokio::test]
async fn an_ambiguous_path_is_refused() {
    for path in ["/n/%", "/n/%zz", "/n/%00", "/n/%ff", "/n/a%0Ab"] {
        let (status, body) = get(path).await;
        assert_eq!(status, 400, "{path}");
        assert!(body.contains("The path is malformed"), "{body}");
    }
}

#[tokio::test]
async fn a_path_that_others_would_resolve_matches_nothing() {
    for path in ["/files/../n/1", "/files/..%2f..%2fetc/passwd", "/files/a/./b", "/files/a%5C..%5Cb", "/files/%2e%2e"] {
        assert_eq!(get(path).await.0, 404, "{path}");
    }
    assert_eq!(get("/files/..a/.b").await, (200, "..a/.b".into()));
}

#[tokio::test]
async fn methods_are_told_apart_and_told() {
    let client = Api.test_client().await;
    assert_eq!(client.patch("/verbs").send().await.text(), "PATCH");
    assert_eq!(client.delete("/verbs").send().await.text(), "deleted");
    let refused = client.get("/verbs").send().await;
    assert_eq!(refused.status(), 405);
    let mut allow: Vec<_> = refused.header("allow").unwrap().split(", ").collect();
    allow.sort_unstable();
    assert_eq!(allow, ["DELETE", "OPTIONS", "PATCH", "PUT"]);
    let options = client.request("OPTIONS", "/n/1").send().await;
    assert_eq!((options.status(), options.header("allow")), (204, Some("GET, HEAD, OPTIONS")));
    for method in ["GET", "POST", "OPTIONS", "BREW"] {
        assert_eq!(client.request(method, "/any").send().await.text(), method);
    }
    for method in ["TRACE", "CONNECT"] {
        assert_eq!(client.request(method, "/any").send().await.status(), 501, "{method}");
    }
    assert_eq!(client.request("get", "/").send().await.status(), 405, "methods are case-sensitive");
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let client = Api.test_client().await;
    let head = client.request("HEAD", "/n/12").send().await;
    assert_eq!((head.status(), head.text().as_str(), head.header("content-length")), (200, "", Some("2")));
    assert_eq!(head.header("content-type"), Some("text/plain; charset=utf-8"));
}

#[tokio::test]
async fn a_slash_too_many_or_too_few_is_redirected_with_the_query() {
    let client = Api.test_client().await;
    for (path, location) in
        [("/slash", "/slash/"), ("/n/1/", "/n/1"), ("/query/?q=%2F", "/query?q=%2F"), ("/n/a%20b/", "/n/a%20b")]
    {
        let reply = client.get(path).send().await;
        assert_eq!(
            (reply.status(), reply.header("location"), reply.text().as_str()),
            (307, Some(location), ""),
            "{path}"
        );
    }
    assert_eq!(get("//n/1/").await.0, 404, "never `Location: //n/1`, which is another origin");
    assert_eq!(client.post("/slash").send().await.status(), 404, "there is nothing to be redirected to");
}

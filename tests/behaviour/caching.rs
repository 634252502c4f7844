//! What a client has already, and what it takes compressed.

use responder::prelude::*;

#[api]
struct Api;

#[get("/page")]
fn page(resp: &mut Response) {
    resp.etag("v1").header("Cache-Control", "max-age=60").text("x".repeat(1000));
}

#[put("/page")]
fn save(req: &Request, #[body] _text: Value) -> Result<(), Problem> {
    req.if_match(Some("v1"))
}

#[put("/new")]
fn create(req: &Request) -> Result<(), Problem> {
    req.if_match(None::<&str>)
}

#[get("/secret")]
fn secret(resp: &mut Response) {
    resp.cookie(SetCookie::new("a", "b")).text("x".repeat(1000));
}

#[get("/private")]
fn private(resp: &mut Response) {
    resp.header("Cache-Control", "no-store").text("x".repeat(1000));
}

#[tokio::test]
async fn what_the_client_has_is_not_sent_again() {
    let client = Api.test_client().await;
    let fresh = client.get("/page").header("if-none-match", r#""v0", W/"v1""#).await;
    assert_eq!((fresh.status(), fresh.text().as_str(), fresh.header("etag")), (304, "", Some(r#""v1""#)));
    assert_eq!(fresh.header("cache-control"), Some("max-age=60"));
    assert_eq!(client.get("/page").header("if-none-match", r#""v0""#).await.status(), 200);
    let changed = client.get("/page").header("if-match", r#""v0""#).await;
    assert_eq!((changed.status(), changed.header("etag")), (412, None));
    assert_eq!(client.get("/page").header("if-match", r#"W/"v1""#).await.status(), 412, "weak tags are no match here");
}

#[tokio::test]
async fn nobody_overwrites_what_somebody_else_has_written() {
    let client = Api.test_client().await;
    let put = |path: &str, name: &str, value: &str| client.put(path).header(name, value).json(&json!("text"));
    assert_eq!(put("/page", "if-match", r#""v0""#).await.status(), 412);
    assert_eq!(put("/page", "if-match", r#""v1""#).await.status(), 200);
    assert_eq!(put("/page", "if-none-match", "*").await.status(), 412, "it is there");
    assert_eq!(put("/new", "if-none-match", "*").await.status(), 200);
    assert_eq!(put("/new", "if-match", "*").await.status(), 412, "it is not there");
}

#[tokio::test]
async fn a_compressed_answer_has_a_weak_tag_and_what_could_give_away_secrets_is_not_compressed() {
    let client = Api.test_client().await;
    let get = |path: &str| client.get(path).header("accept-encoding", "gzip");
    let page = get("/page").await;
    assert_eq!((page.header("content-encoding"), page.header("etag")), (Some("gzip"), Some(r#"W/"v1""#)));
    assert_eq!(get("/page").header("if-none-match", r#"W/"v1""#).await.status(), 304);
    for path in ["/secret", "/private"] {
        assert_eq!(get(path).await.header("content-encoding"), None, "{path}");
    }
    assert_eq!(client.get("/page").await.header("content-encoding"), None);
}

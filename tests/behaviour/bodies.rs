//! Request bodies: by content type, bounded, and never a 500.

use responder::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Debug, PartialEq)]
struct Item {
    name: String,
    count: u32,
    #[serde(default)]
    tags: Vec<String>,
}

#[api]
struct Api;

#[post("/sync")]
fn sync(#[body] item: Item) -> Item {
    item
}

#[post("/async")]
async fn asynchronous(req: &Request) -> Result<Item, BodyError> {
    let first: Item = req.media().await?;
    let again: Item = req.media().await?;
    assert_eq!(first, again, "the body is kept");
    Ok(again)
}

#[post("/text")]
async fn text(req: &Request) -> Result<String, Problem> {
    Ok(req.text().await?)
}

#[post("/any")]
fn any(#[body] value: Value) -> Value {
    value
}

#[post("/ignored")]
fn ignored() -> &'static str {
    "done"
}

const ITEM: &str = r#"{"count":2,"name":"a","tags":[]}"#;

#[tokio::test]
async fn a_body_is_read_by_its_content_type() {
    let client = Api.test_client().await;
    let multipart = "--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\na\r\n--b\r\nContent-Disposition: form-data; name=\"count\"\r\n\r\n2\r\n--b--\r\n";
    let msgpack = rmp_serde::to_vec_named(&Item { name: "a".into(), count: 2, tags: vec![] }).unwrap();
    for path in ["/sync", "/async"] {
        let bodies: [(&str, &[u8]); 6] = [
            ("application/json", ITEM.as_bytes()),
            ("application/JSON; charset=utf-8", ITEM.as_bytes()),
            ("application/vnd.shop+json", ITEM.as_bytes()),
            ("application/x-www-form-urlencoded", b"name=a&count=2"),
            ("multipart/form-data; boundary=b", multipart.as_bytes()),
            ("application/x-msgpack", &msgpack),
        ];
        for (content_type, body) in bodies {
            let reply = client.post(path).body(content_type, body.to_vec()).send().await;
            let item: Item = serde_json::from_slice(reply.content())
                .unwrap_or_else(|_| panic!("{path} {content_type}: {}", reply.text()));
            assert_eq!((item.name.as_str(), item.count), ("a", 2), "{path} {content_type}");
        }
    }
}

#[tokio::test]
async fn a_bad_body_is_the_clients_error_and_nothing_of_it_comes_back() {
    let client = Api.test_client().await;
    let deep = "[".repeat(100_000);
    let digits = format!("{{\"count\":{}}}", "9".repeat(5_000));
    let any = client.post("/any").body("application/json", deep).send().await;
    assert_eq!(any.status(), 400, "nested too deep");
    let mut deep = vec![0x91; 1000];
    deep.push(0xc0);
    let any = client.post("/any").body("application/x-msgpack", deep).send().await;
    assert_eq!(any.status(), 400, "nested too deep for the stack");
    let any = client.post("/any").body("application/x-msgpack", vec![0xc0, 0xc0]).send().await;
    assert_eq!(any.status(), 400, "something follows");
    let cases: [(&str, &str, u16); 13] = [
        ("application/json", "{oops-s3cret", 400),
        ("application/json", "", 400),
        ("application/json", r#"{"name":"a","count":2} trailing"#, 400),
        ("application/json", &digits, 400),
        ("application/json", r#"["a",2]"#, 422),
        ("application/json", r#"{"name":"s3cret","count":"two"}"#, 422),
        ("application/json", r#"{"name":"a","count":-1}"#, 422),
        ("application/x-www-form-urlencoded", "name=s3cret", 422),
        ("application/x-www-form-urlencoded", "%ff=%", 422),
        ("multipart/form-data", "x", 400),
        ("multipart/form-data; boundary=b", "--b\r\nbroken s3cret", 400),
        ("text/plain", "s3cret", 415),
        ("application/x-msgpack", "\u{1}", 422),
    ];
    for (content_type, body, expected) in cases {
        for path in ["/sync", "/async"] {
            let reply = client.post(path).body(content_type, body.to_owned()).send().await;
            let shown: String = body.chars().take(40).collect();
            assert!(
                reply.status() == expected || (body.starts_with("{\"count\":9") && reply.status() == 422),
                "{path} {content_type} {shown}: {} {}",
                reply.status(),
                reply.text()
            );
            assert_eq!(reply.header("content-type"), Some("application/problem+json"));
            assert!(!reply.text().contains("s3cret"), "{}", reply.text());
        }
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_413() {
    use responder::Serve as _;
    let app = Api.into_app().unwrap().limits(responder::Limits::new().body_size(16));
    let client = app.test_client().await;
    assert_eq!(client.post("/text").body("text/plain", "x".repeat(16)).send().await.status(), 200);
    for path in ["/text", "/sync"] {
        let reply = client.post(path).body("application/json", "x".repeat(17)).send().await;
        assert_eq!(reply.status(), 413, "{path}");
        assert_eq!(reply.json::<Value>()["title"], "Content Too Large");
    }
    assert_eq!(
        client.post("/ignored").body("text/plain", "x".repeat(17)).send().await.status(),
        200,
        "what nobody reads is not read"
    );
}

#[tokio::test]
async fn text_that_is_not_utf8_is_400() {
    let reply = Api.test_client().await.post("/text").body("text/plain", vec![0xff]).send().await;
    assert_eq!(reply.status(), 400);
}

#[tokio::test]
async fn yaml_is_that_of_its_second_edition_and_bounded() {
    let client = Api.test_client().await;
    let yaml = async |body: &str| client.post("/any").body("application/yaml", body.to_owned()).await;
    assert_eq!(yaml("a: no\nb: true\nc: 0x10\n").await.json::<Value>(), json!({ "a": "no", "b": true, "c": 16 }));
    for bad in ["", " \n", "a: [", "a: 2026-02-30: x", "- &a [*a]"] {
        assert_eq!(yaml(bad).await.status(), 400, "{bad}");
    }
    // A billion laughs: each line is ten of the one before.
    let mut laughs = String::from("a: &a [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]\n");
    for (line, before) in "bcdefghi".chars().zip("abcdefgh".chars()) {
        laughs.push_str(&format!("{line}: &{line} [{}]\n", vec![format!("*{before}"); 10].join(", ")));
    }
    assert_eq!(yaml(&laughs).await.status(), 400);
    let long = format!("- &a {}\n{}", "x".repeat(1_000), "- *a\n".repeat(100));
    assert_eq!(yaml(&long).await.status(), 400, "a hundred times a thousand bytes");
    assert_eq!(yaml(&"[".repeat(100_000)).await.status(), 400);
    let reply = client.post("/any").header("accept", "application/yaml").json(&json!({ "a": [1] })).await;
    assert_eq!(reply.header("content-type"), Some("application/yaml"));
    assert_eq!(reply.text().replace(' ', ""), "a:\n-1\n");
}

#[tokio::test]
async fn a_body_is_read_a_piece_at_a_time_or_as_a_whole() {
    #[api]
    struct Api;

    #[post("/pieces")]
    async fn pieces(req: &Request) -> Result<Value, BodyError> {
        let mut total = 0;
        while let Some(chunk) = req.chunk().await? {
            total += chunk.len();
        }
        assert_eq!(req.chunk().await, Ok(None), "the end stays the end");
        Ok(json!({ "total": total, "rest": req.content().await.is_err() }))
    }

    #[post("/both")]
    async fn both(req: &Request) -> Result<Value, BodyError> {
        let whole = req.content().await?;
        let again = req.chunk().await?;
        assert_eq!(req.chunk().await, Ok(None));
        Ok(json!(again.is_some_and(|again| again == whole)))
    }

    let client = Api.test_client().await;
    let reply = client.post("/pieces").body("text/plain", "hello").await;
    assert_eq!(reply.json::<Value>(), json!({ "total": 5, "rest": true }));
    assert_eq!(client.post("/pieces").await.json::<Value>()["total"], 0);
    assert_eq!(client.post("/both").body("text/plain", "hello").await.text(), "true");
}

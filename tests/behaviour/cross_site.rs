//! Requests that another site makes a browser send.

use responder::prelude::*;

#[api]
struct Api {
    #[sessions]
    sessions: Sessions,
}

fn sessions() -> Sessions {
    Sessions::signed("a secret that has at least 32 bytes").unwrap()
}

async fn client(sessions: Sessions) -> responder::TestClient<Api> {
    Api { sessions }.test_client().await
}

#[post("/login")]
fn login(session: &Session) {
    session.login("ann");
}

#[get("/form")]
fn form(session: &Session) -> String {
    session.csrf_token()
}

#[post("/transfer")]
fn transfer(session: &Session) -> Value {
    json!(session.user::<String>())
}

#[post("/paid", cross_site)]
fn paid(session: &Session) -> Value {
    session.set("paid", true);
    json!(session.user::<String>())
}

#[post("/webhook")]
fn webhook() {}

#[get("/me")]
fn me(session: &Session) -> Value {
    json!(session.user::<String>())
}

const FORGED: [(&str, &str); 4] = [
    ("sec-fetch-site", "cross-site"),
    ("sec-fetch-site", "same-site"),
    ("origin", "https://evil.example"),
    ("origin", "null"),
];

#[tokio::test]
async fn a_forged_request_does_not_read_a_session() {
    let client = client(sessions()).await;
    client.post("/login").await;
    assert_eq!(client.post("/transfer").await.text(), r#""ann""#, "a program that is no browser");
    for (name, value) in FORGED {
        let reply = client.post("/transfer").header("host", "bank.example").header(name, value).await;
        assert_eq!(reply.status(), 403, "{name}: {value}");
        assert_eq!(reply.json::<Value>()["detail"], "Cross-site request refused");
    }
    for (name, value) in [("sec-fetch-site", "same-origin"), ("origin", "https://bank.example")] {
        let reply = client.post("/transfer").header("host", "bank.example").header(name, value).await;
        assert_eq!(reply.text(), r#""ann""#, "{name}: {value}");
    }
}

#[tokio::test]
async fn a_forged_request_does_not_begin_a_session() {
    for (name, value) in FORGED {
        let client = client(sessions()).await;
        let reply = client.post("/login").header(name, value).await;
        assert_eq!((reply.status(), reply.header("set-cookie")), (403, None), "{name}: {value}");
    }
}

#[tokio::test]
async fn what_has_no_session_is_for_everybody() {
    let client = client(sessions()).await;
    for (name, value) in FORGED {
        assert_eq!(client.post("/webhook").header(name, value).await.status(), 200);
        assert_eq!(client.post("/transfer").header(name, value).await.text(), "null", "nobody is logged in");
        assert_eq!(client.get("/me").header(name, value).await.status(), 200, "a link leads here");
    }
}

#[tokio::test]
async fn a_route_or_an_origin_can_be_let_through() {
    let client = client(sessions().trust_origin("https://app.example.com")).await;
    client.post("/login").await;
    let from = |path: &str, origin: &str| {
        client.post(path).header("sec-fetch-site", "cross-site").header("origin", origin).send()
    };
    assert_eq!(from("/paid", "https://shop.example").await.text(), r#""ann""#);
    assert_eq!(from("/transfer", "https://app.example.com").await.text(), r#""ann""#);
    assert_eq!(from("/transfer", "https://app.example.com.evil.example").await.status(), 403);
}

#[tokio::test]
async fn where_a_token_is_asked_for_no_request_passes_without() {
    let client = client(sessions().require_csrf_token()).await;
    let reply = client.post("/login").await;
    assert_eq!((reply.status(), reply.header("set-cookie")), (403, None), "no page of ours was seen before");
    let token = client.get("/form").await.text();
    assert_eq!(client.post("/login").header("x-csrf-token", &token).await.status(), 200);

    assert_eq!(client.post("/transfer").header("x-csrf-token", &token).await.status(), 403, "new with each login");
    let token = client.get("/form").await.text();
    assert_eq!(client.get("/form").await.text(), token);
    assert_eq!(client.post("/transfer").header("x-csrf-token", &token).await.text(), r#""ann""#);
    assert_eq!(client.post("/transfer").form(&[("csrf_token", &token)]).await.text(), r#""ann""#);
    let changed = token.replace(&token[..1], if token.starts_with('A') { "B" } else { "A" });
    for wrong in ["", "x", &changed] {
        assert_eq!(client.post("/transfer").header("x-csrf-token", wrong).await.status(), 403, "{wrong:?}");
        assert_eq!(client.post("/transfer").form(&[("csrf_token", wrong)]).await.status(), 403, "{wrong:?}");
    }
    let forged = client.post("/transfer").header("x-csrf-token", &token).header("sec-fetch-site", "cross-site");
    assert_eq!(forged.await.status(), 403, "both have to be right");
    assert_eq!(client.post("/webhook").await.status(), 200);
}

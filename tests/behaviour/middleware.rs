//! What stands around an app.

use responder::prelude::*;
use responder::{Cors, SecurityHeaders};

#[api]
struct Api;

#[get("/")]
fn index(req: &Request) -> String {
    req.url()
}

#[get("/framed")]
fn framed(resp: &mut Response) {
    resp.header("X-Frame-Options", "SAMEORIGIN");
}

#[post("/panic")]
fn panics() {
    panic!();
}

fn app() -> responder::App<Api> {
    Api.into_app().unwrap()
}

#[tokio::test]
async fn every_answer_tells_browsers_to_be_careful() {
    let client = app().test_client().await;
    for (method, path, status) in [("GET", "/", 200), ("GET", "/nope", 404), ("POST", "/panic", 500), ("PUT", "/", 405)]
    {
        let reply = client.request(method, path).await;
        assert_eq!(reply.status(), status);
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(reply.header("x-frame-options"), Some("DENY"), "{path}");
        assert_eq!(reply.header("referrer-policy"), Some("strict-origin-when-cross-origin"), "{path}");
    }
    let own = client.get("/framed").await;
    assert_eq!(own.headers().get_all("x-frame-options").iter().count(), 1);
    assert_eq!(own.header("x-frame-options"), Some("SAMEORIGIN"));
    let none = app().security_headers(SecurityHeaders::none()).test_client().await;
    assert_eq!(none.get("/").await.header("x-frame-options"), None);
}

#[tokio::test]
async fn only_allowed_hosts_are_answered_and_the_api_shapes_the_refusal() {
    let client = app().allowed_hosts(["example.com"]).test_client().await;
    assert_eq!(client.get("/").header("host", "EXAMPLE.com:80").await.text(), "http://EXAMPLE.com:80/");
    for host in ["evil.example", "example.com.evil", ""] {
        let refused = client.get("/").header("host", host).await;
        assert_eq!(
            (refused.status(), refused.header("content-type")),
            (400, Some("application/problem+json")),
            "{host}"
        );
        assert!(refused.header("x-frame-options").is_some());
    }
}

#[tokio::test]
async fn plain_http_is_sent_to_https_without_a_header_that_is_for_https() {
    let headers = SecurityHeaders::new().strict_transport_security("max-age=1");
    let client = app().redirect_to_https().security_headers(headers).test_client().await;
    let sent = client.get("/a?b=c").header("host", "example.com:80").await;
    assert_eq!((sent.status(), sent.header("location")), (307, Some("https://example.com/a?b=c")));
    assert_eq!(sent.header("strict-transport-security"), None);
    let believed = client.get("/").header("host", "example.com").header("x-forwarded-proto", "https").await;
    assert_eq!(believed.status(), 307, "nobody is trusted to say so");
}

#[tokio::test]
async fn a_preflight_is_answered_and_other_origins_get_no_permission() {
    let cors = Cors::new().origins(["https://app.example.com"]).methods(["GET", "PUT"]).headers(["Authorization"]);
    let client = app().cors(cors).test_client().await;
    let preflight = |origin: &str, method: &str| {
        client
            .request("OPTIONS", "/")
            .header("origin", origin)
            .header("access-control-request-method", method)
            .header("access-control-request-headers", "authorization, content-type")
    };
    let good = preflight("https://app.example.com", "PUT").await;
    assert_eq!((good.status(), good.header("access-control-allow-origin")), (200, Some("https://app.example.com")));
    assert_eq!(good.header("access-control-allow-methods"), Some("GET, PUT"));
    let bad = preflight("https://evil.example", "PUT").await;
    assert_eq!((bad.status(), bad.header("access-control-allow-origin")), (400, None));
    assert_eq!(preflight("https://app.example.com", "DELETE").await.status(), 400);

    let read = client.get("/nope").header("origin", "https://app.example.com").await;
    assert_eq!((read.status(), read.header("access-control-allow-origin")), (404, Some("https://app.example.com")));
    let other = client.get("/").header("origin", "https://evil.example").await;
    assert_eq!((other.status(), other.header("access-control-allow-origin")), (200, None));
    assert!(client.get("/").await.headers().get_all("vary").iter().any(|value| value == "Origin"));
}

#[tokio::test]
async fn what_cannot_be_meant_does_not_start() {
    for app in [
        app().allowed_hosts(["a.*.com"]),
        app().cors(Cors::new().any_origin().credentials()),
        app().trust_proxies(["everybody"]),
        app().security_headers(SecurityHeaders::new().set("X-A", "b\r\nX-C: d")),
    ] {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        assert!(app.serve(listener).await.is_err());
    }
}

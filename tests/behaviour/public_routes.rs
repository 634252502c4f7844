//! Public routes: no guard runs.

use responder::prelude::*;

#[tokio::test]
async fn a_public_route_answers_without_and_with_bad_credentials() {
    #[api]
    struct Api;

    struct User;

    #[before_request]
    fn guard(_req: &Request) -> Result<User, Problem> {
        Err(abort(401).challenge("Bearer"))
    }

    #[get("/health")]
    #[public]
    fn health(api: &Api, req: &Request) -> &'static str {
        let _ = (api, req);
        "ok"
    }

    #[get("/me")]
    fn me(_user: &User) {}

    let client = Api.test_client().await;
    assert_eq!(client.get("/health").send().await.text(), "ok");
    assert_eq!(client.get("/health").bearer("garbage").send().await.text(), "ok");
    // Access belongs to the matched route: another spelling of a public path is another path.
    for path in ["/health/x", "/health/../me", "/Health", "/health%2f..%2fme", "//health"] {
        assert_eq!(client.get(path).send().await.status(), 401, "{path}");
    }
}

#[tokio::test]
async fn an_app_without_guards_is_open() {
    #[api]
    struct Api;

    #[get("/")]
    fn index() -> &'static str {
        "hello"
    }

    let client = Api.test_client().await;
    assert_eq!(client.get("/").send().await.text(), "hello");
    assert_eq!(client.get("/nope").send().await.status(), 404);
}

//! What answers where no route does: default routes, and slashes that are put right or not.

use responder::prelude::*;

mod open {
    use responder::prelude::*;

    #[api]
    pub struct Api;

    #[before_request]
    fn before(resp: &mut Response) {
        resp.header("x-before", "1");
    }

    #[after_request]
    fn after(resp: &mut Response) {
        resp.header("x-after", "1");
    }

    #[get("/only-get")]
    fn only_get() -> &'static str {
        "ok"
    }

    #[default_route]
    async fn nothing_here(req: &Request) -> Result<String, Problem> {
        match req.path() {
            "/gone" => Err(abort(410)),
            path => Ok(format!("nothing at {path}")),
        }
    }

    mod part {
        use responder::prelude::*;

        #[api(within = super::Api, prefix = "/part")]
        struct Api;

        #[get("/index")]
        fn index() {}

        #[default_route]
        fn nothing_here(resp: &mut Response) {
            resp.status(200).text("the part");
        }
    }
}

mod closed {
    use responder::prelude::*;

    #[api]
    pub struct Api;

    pub struct User;
    pub struct Admin;

    #[before_request]
    fn guard(#[bearer] _token: &str) -> Option<User> {
        Some(User)
    }

    #[before_request(order = 1, prefix = "/admin")]
    fn admins(#[api_key(header = "X-Admin")] _key: &str) -> Option<Admin> {
        Some(Admin)
    }

    #[get("/")]
    fn index() {}

    #[default_route]
    fn nothing_here(_user: &User) -> &'static str {
        "nothing"
    }
}

mod strict {
    use responder::prelude::*;

    #[api(redirect_slashes = false)]
    pub struct Api;

    #[get("/users")]
    fn users() {}

    #[get("/teams/")]
    fn teams() {}
}

#[tokio::test]
async fn what_no_route_has_goes_to_the_default_route_with_hooks_and_is_404() {
    let client = open::Api.test_client().await;
    for method in ["GET", "POST", "OPTIONS", "BREW"] {
        let reply = client.request(method, "/any/where").await;
        assert_eq!((reply.status(), reply.text().as_str()), (404, "nothing at /any/where"));
        assert_eq!((reply.header("x-before"), reply.header("x-after")), (Some("1"), Some("1")), "{method}");
    }
    assert_eq!(client.get("/gone").await.status(), 410);
    assert_eq!(client.get("/*").await.status(), 404);
    assert_eq!(client.post("/only-get").await.status(), 405, "the path has a route");
    assert_eq!(client.get("/only-get/").await.header("location"), Some("/only-get"));
}

#[tokio::test]
async fn a_part_has_a_default_route_of_its_own() {
    let client = open::Api.test_client().await;
    for path in ["/part", "/part/x", "/part/x/y"] {
        let reply = client.get(path).await;
        assert_eq!((reply.status(), reply.text().as_str()), (200, "the part"), "{path}");
    }
    assert_eq!(client.get("/party").await.text(), "nothing at /party");
}

#[tokio::test]
async fn guards_come_before_a_default_route() {
    let client = closed::Api.test_client().await;
    for path in ["/unknown", "/admin/unknown"] {
        assert_eq!(client.get(path).await.status(), 401, "{path}");
    }
    let reply = client.get("/unknown").bearer("t").await;
    assert_eq!((reply.status(), reply.text().as_str()), (404, "nothing"));
    assert_eq!(client.get("/admin/unknown").bearer("t").await.status(), 401, "the guard of the prefix as well");
    assert_eq!(client.get("/admin/unknown").bearer("t").header("x-admin", "k").await.status(), 404);
    responder::assert_access_is_enforced!(closed::Api);
    assert!(closed::Api::routes().unwrap().iter().any(|route| route.path == "/*" && !route.public));
}

#[tokio::test]
async fn slashes_are_put_right_unless_that_is_turned_off() {
    let client = strict::Api.test_client().await;
    for (path, status) in [("/users", 200), ("/users/", 404), ("/teams", 404), ("/teams/", 200)] {
        assert_eq!(client.get(path).await.status(), status, "{path}");
    }
}

#[tokio::test]
async fn a_path_that_somebody_else_may_read_otherwise_has_no_default() {
    #[api]
    struct Api;

    #[before_request(prefix = "/admin")]
    fn admins(#[bearer] token: &str) -> Option<Admin> {
        (token == "admin").then_some(Admin)
    }

    #[derive(Principal)]
    struct Admin;

    #[get("/")]
    fn index() -> &'static str {
        "hello"
    }

    #[default_route]
    fn fallback(req: &Request) -> String {
        format!("fallback {}", req.path())
    }

    let client = Api.test_client().await;
    assert_eq!(client.get("/else").await.text(), "fallback /else");
    assert_eq!(client.get("/admin/secret").await.status(), 401);
    for path in ["/x/../admin/secret", "//admin/secret", "/x%5C..%5Cadmin", "/./admin/secret", "/x/%2e%2e/admin"] {
        let reply = client.get(path).await;
        assert_eq!(reply.status(), 404, "{path}");
        assert!(!reply.text().contains("fallback"), "{path}");
    }
}

#[tokio::test]
async fn what_no_route_has_counts_for_limits() {
    #[api]
    struct Api {
        few: RateLimit,
    }

    #[get("/")]
    fn index() -> &'static str {
        "hello"
    }

    #[default_route]
    #[rate_limit(few)]
    fn fallback() -> &'static str {
        "fallback"
    }

    let api = || Api { few: RateLimit::new(1, std::time::Duration::from_secs(60)) };
    let client = api().test_client().await;
    assert_eq!(client.get("/else").await.status(), 404);
    assert_eq!(client.get("/else").await.status(), 429);
    assert_eq!(client.get("/").await.status(), 200);
    let all = RateLimit::new(2, std::time::Duration::from_secs(60));
    let client = api().into_app().unwrap().rate_limit(all).test_client().await;
    assert_eq!(client.get("/").await.status(), 200);
    assert_eq!(client.get("/else").await.status(), 404);
    assert_eq!(client.get("/else").await.status(), 429);
    assert_eq!(client.post("/").await.status(), 405, "nothing is asked of anybody there");
}

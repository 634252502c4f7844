//! Guards: what every route passes that is not public.

use std::sync::atomic::{AtomicU32, Ordering};

use responder::prelude::*;

#[tokio::test]
async fn a_guard_protects_routes_that_read_nothing_of_it() {
    #[api]
    struct Api;

    #[before_request]
    fn guard(req: &Request) -> Result<u32, Problem> {
        req.bearer_token().map(|token| token.len() as u32).ok_or(abort(401).challenge("Bearer"))
    }

    #[get("/plain")]
    fn plain() -> &'static str {
        "secret"
    }

    #[get("/reads")]
    async fn reads(length: &u32) -> String {
        length.to_string()
    }

    let client = Api.test_client().await;
    for path in ["/plain", "/reads"] {
        let refused = client.get(path).send().await;
        assert_eq!(refused.status(), 401, "{path}");
        assert_eq!(refused.header("www-authenticate"), Some("Bearer"));
        assert_eq!(refused.header("content-type"), Some("application/problem+json"));
        assert_eq!(client.request("HEAD", path).send().await.status(), 401, "HEAD {path}");
    }
    assert_eq!(client.get("/plain").bearer("abc").send().await.text(), "secret");
    assert_eq!(client.get("/reads").bearer("abc").send().await.text(), "3");
}

#[tokio::test]
async fn a_guard_that_returns_nothing_ends_the_request_by_a_status() {
    #[api]
    struct Api;

    #[before_request(guard)]
    fn guard(req: &Request, resp: &mut Response) {
        if req.api_key("x-key") != Some("k") {
            resp.status(403).text("no");
        }
    }

    #[post("/")]
    fn index() -> &'static str {
        "yes"
    }

    let client = Api.test_client().await;
    assert_eq!(client.post("/").send().await.text(), "no");
    assert_eq!(client.post("/").header("x-key", "k").send().await.text(), "yes");
}

#[tokio::test]
async fn a_guard_that_writes_a_body_without_a_status_lets_nobody_in() {
    #[api]
    struct Api;

    #[before_request(guard)]
    fn guard(resp: &mut Response) {
        resp.text("who are you?");
    }

    #[get("/")]
    fn index() -> &'static str {
        "secret"
    }

    assert_eq!(Api.test_client().await.get("/").send().await.text(), "who are you?");
}

#[tokio::test]
async fn beside_a_public_route_only_its_own_methods_are_shown() {
    #[api]
    struct Api;

    #[before_request]
    fn guard(_req: &Request) -> Result<u32, Problem> {
        Err(abort(401).challenge("Bearer"))
    }

    #[get("/thing")]
    #[public]
    fn read() {}

    #[delete("/thing")]
    fn remove() {}

    let reply = Api.test_client().await.post("/thing").send().await;
    assert_eq!((reply.status(), reply.header("allow")), (405, Some("GET, HEAD, OPTIONS")));
}

#[tokio::test]
async fn guards_run_by_their_order_and_each_once() {
    #[api]
    struct Api {
        log: std::sync::Mutex<Vec<&'static str>>,
    }

    struct First;
    struct Second;

    #[before_request(order = 1)]
    async fn second(_first: &First, api: &Api) -> Result<Second, Problem> {
        api.log.lock().unwrap().push("second");
        Ok(Second)
    }

    #[before_request]
    fn first(api: &Api) -> First {
        api.log.lock().unwrap().push("first");
        First
    }

    #[get("/")]
    fn index(_second: &Second, _first: &First, api: &Api) -> Value {
        json!(*api.log.lock().unwrap())
    }

    let client = Api { log: Default::default() }.test_client().await;
    assert_eq!(client.get("/").send().await.json::<Value>(), json!(["first", "second"]));
}

#[tokio::test]
async fn a_later_guard_does_not_run_after_an_earlier_one_refused() {
    #[api]
    struct Api {
        later: AtomicU32,
    }

    struct Never;

    #[before_request]
    fn first(_req: &Request) -> Result<Never, Problem> {
        Err(abort(403))
    }

    #[before_request(guard, order = 7)]
    fn last(api: &Api) {
        api.later.fetch_add(1, Ordering::Relaxed);
    }

    #[get("/")]
    fn index() {}

    let client = Api { later: AtomicU32::new(0) }.test_client().await;
    assert_eq!(client.get("/").send().await.status(), 403);
    assert_eq!(client.app().api().later.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn who_may_not_call_the_api_does_not_learn_which_paths_it_has() {
    #[api]
    struct Api;

    #[before_request]
    fn guard(req: &Request) -> Result<u32, Problem> {
        req.bearer_token().map(|_| 1).ok_or(abort(401).challenge("Bearer"))
    }

    #[get("/known")]
    fn known() {}

    #[post("/open")]
    #[public]
    fn open() {}

    let client = Api.test_client().await;
    for (method, path) in
        [("GET", "/unknown"), ("POST", "/known"), ("OPTIONS", "/known"), ("GET", "//known"), ("GET", "/KNOWN")]
    {
        assert_eq!(client.request(method, path).send().await.status(), 401, "{method} {path}");
    }
    assert_eq!(client.get("/unknown").bearer("x").send().await.status(), 404);
    assert_eq!(client.post("/known").bearer("x").send().await.status(), 405);
    assert_eq!(client.get("/open").send().await.status(), 405, "the path of a public route is no secret");
}

#[tokio::test]
async fn hooks_that_protect_nothing_run_before_guards_and_for_public_routes_too() {
    #[api]
    struct Api;

    #[before_request(order = 2)]
    fn stamp(resp: &mut Response) {
        resp.header("x-stamp", "2");
    }

    #[before_request(order = -1)]
    fn earlier(resp: &mut Response) {
        resp.header("x-stamp", "-1");
    }

    #[before_request]
    fn guard(req: &Request) -> Result<u32, Problem> {
        req.bearer_token().map(|_| 1).ok_or(abort(401).challenge("Bearer"))
    }

    #[get("/open")]
    #[public]
    fn open() {}

    let client = Api.test_client().await;
    assert_eq!(client.get("/open").send().await.header("x-stamp"), Some("2"));
}

#[tokio::test]
async fn a_plain_hook_ends_the_request_by_a_status_or_an_error() {
    #[api]
    struct Api;

    #[before_request]
    fn maintenance(req: &Request, resp: &mut Response) -> Result<(), Problem> {
        match req.header("x-mode") {
            Some("status") => _ = resp.status(503).text("later"),
            Some("error") => return Err(abort(418)),
            _ => {}
        }
        Ok(())
    }

    #[get("/")]
    #[public]
    fn index() -> &'static str {
        "up"
    }

    let client = Api.test_client().await;
    assert_eq!(client.get("/").header("x-mode", "status").send().await.text(), "later");
    assert_eq!(client.get("/").header("x-mode", "error").send().await.status(), 418);
    assert_eq!(client.get("/").send().await.text(), "up");
}

#[tokio::test]
async fn attributes_are_found_in_any_order_and_under_conditions() {
    #[api]
    struct Api;

    #[before_request]
    fn guard(_req: &Request) -> Result<u32, Problem> {
        Err(abort(401).challenge("Bearer"))
    }

    #[public]
    #[get("/above")]
    fn above() {}

    #[get("/below")]
    #[public]
    fn below() {}

    #[responder::public]
    #[responder::get("/qualified")]
    fn qualified() {}

    #[get("/conditional")]
    #[cfg_attr(all(), public)]
    fn conditional() {}

    #[cfg_attr(all(), public)]
    #[cfg_attr(all(), get("/both"))]
    fn both() {}

    #[get("/guarded")]
    #[cfg_attr(any(), public)]
    fn guarded() {}

    use responder::get as fetch;

    #[public]
    #[fetch("/renamed")]
    fn renamed() {}

    let client = Api.test_client().await;
    for path in ["/above", "/below", "/qualified", "/conditional", "/both", "/renamed"] {
        assert_eq!(client.get(path).send().await.status(), 200, "{path}");
    }
    assert_eq!(client.get("/guarded").send().await.status(), 401);
}

//! How many requests a client may make.

use std::time::Duration;

use responder::prelude::*;
use responder::{Quota, RateLimitStore, StoreError, TestClient};

#[api]
struct Api {
    searches: RateLimit,
    limits: Limits,
}

struct Limits {
    mails: RateLimit,
    broken: RateLimit,
}

struct Broken;

impl RateLimitStore for Broken {
    async fn take(&self, key: &str, _limit: u32, _window: Duration) -> Result<Quota, StoreError> {
        match key {
            "panic" => panic!("s3cret"),
            _ => Err("s3cret".into()),
        }
    }
}

fn api() -> Api {
    let broken = RateLimit::per_minute(1).by(|req| req.header("x-key").unwrap_or_default().to_owned()).stored(Broken);
    Api { searches: RateLimit::per_minute(2), limits: Limits { mails: RateLimit::per_hour(1), broken } }
}

fn by_user() -> RateLimit {
    RateLimit::per_minute(3).by(|req| req.header("x-user").unwrap_or_default().to_owned())
}

#[before_request]
fn guard(req: &Request) -> Result<u32, Problem> {
    req.header("x-user").map(|_| 1).ok_or_else(|| abort(401).challenge("Bearer"))
}

#[after_request]
fn after(resp: &mut Response) {
    resp.header("x-after", "1");
}

#[get("/search")]
#[public]
#[rate_limit(searches)]
fn search() -> &'static str {
    "found"
}

#[rate_limit(searches)]
#[get("/guarded")]
fn guarded() -> &'static str {
    "found"
}

#[get("/open")]
#[public]
fn open() -> &'static str {
    "open"
}

#[get("/fails")]
#[public]
fn fails() -> Result<(), Problem> {
    Err(abort(409))
}

#[post("/mails/{to}")]
#[public]
async fn mail(to: &str, api: &Api) -> Result<&'static str, Problem> {
    api.limits.mails.take(to).await?;
    Ok("sent")
}

#[get("/broken")]
#[public]
#[rate_limit(limits.broken)]
fn broken() {}

async fn standing(client: &TestClient<Api>, path: &str, user: &str) -> (u16, Option<String>, Option<String>) {
    let reply = client.get(path).header("x-user", user).await;
    let header = |name| reply.header(name).map(str::to_owned);
    (reply.status(), header("x-ratelimit-remaining"), header("retry-after"))
}

fn some(text: &str) -> Option<String> {
    Some(text.into())
}

#[tokio::test(start_paused = true)]
async fn a_route_lets_through_what_is_left_and_says_how_much_that_is() {
    let client = api().test_client().await;
    assert_eq!(standing(&client, "/search", "a").await, (200, some("1"), None));
    assert_eq!(standing(&client, "/guarded", "a").await, (200, some("0"), None), "routes of one field count together");
    tokio::time::advance(Duration::from_millis(500)).await;
    let refused = client.get("/search").await;
    assert_eq!((refused.status(), refused.header("retry-after")), (429, Some("60")), "a part of a second is one");
    assert_eq!((refused.header("x-ratelimit-limit"), refused.header("x-ratelimit-remaining")), (Some("2"), Some("0")));
    assert_eq!(refused.header("x-after"), Some("1"), "an answer like others");
    assert_eq!(refused.json::<Value>()["detail"], "Rate limit exceeded");
    assert_eq!(standing(&client, "/open", "a").await, (200, None, None));
    tokio::time::advance(Duration::from_secs(30)).await;
    assert_eq!(standing(&client, "/search", "a").await.2, some("30"), "what was refused does not count");
    tokio::time::advance(Duration::from_secs(30)).await;
    assert_eq!(standing(&client, "/search", "a").await, (200, some("1"), None));
}

#[tokio::test(start_paused = true)]
async fn a_limit_of_the_app_is_for_all_its_routes_and_whatever_they_answer() {
    let client = api().into_app().unwrap().rate_limit(by_user()).test_client().await;
    assert_eq!(standing(&client, "/open", "a").await, (200, some("2"), None));
    assert_eq!(standing(&client, "/fails", "a").await, (409, some("1"), None));
    assert_eq!(standing(&client, "/search", "a").await, (200, some("1"), None), "a limit of its own is told instead");
    assert_eq!(standing(&client, "/open", "a").await, (429, some("0"), some("60")));
    assert_eq!(standing(&client, "/nope", "a").await, (429, some("0"), some("60")), "guards run for it as well");
    assert_eq!(standing(&client, "/nope", "c").await, (404, some("2"), None));
    assert_eq!(standing(&client, "/open", "b").await, (200, some("2"), None), "somebody else");
    let nobody = client.get("/guarded").await;
    assert_eq!((nobody.status(), nobody.header("x-ratelimit-remaining")), (401, Some("0")), "before the guards");
}

#[tokio::test]
async fn a_handler_counts_what_it_wants() {
    let client = api().test_client().await;
    for (to, status) in [("ann", 200), ("bob", 200), ("ann", 429)] {
        let reply = client.post(&format!("/mails/{to}")).await;
        assert_eq!((reply.status(), reply.header("retry-after").is_some()), (status, status == 429), "{to}");
    }
}

#[tokio::test]
async fn a_store_that_fails_refuses_and_says_nothing() {
    let client = api().test_client().await;
    for (key, status) in [("x", 503), ("panic", 500)] {
        let reply = client.get("/broken").header("x-key", key).await;
        assert_eq!(reply.status(), status);
        assert!(!reply.text().contains("s3cret"));
    }
}

#[tokio::test]
async fn what_only_asks_who_is_let_in_is_not_counted() {
    let client = api().into_app().unwrap().rate_limit(RateLimit::per_hour(1)).test_client().await;
    responder::assert_access_is_enforced!(api());
    assert_eq!(client.get("/open").await.status(), 200);
}

//! Hooks after the response, and hooks of one route.

use responder::prelude::*;

#[api]
struct Api;

#[before_request]
fn guard(req: &Request) -> Result<u32, Problem> {
    match req.header("x-in") {
        Some(_) => Ok(1),
        None => Err(abort(401).challenge("Bearer")),
    }
}

#[after_request]
fn stamp(req: &Request, resp: &mut Response) {
    let status = resp.get_status().unwrap_or(200).to_string();
    resp.header("x-after", format!("{} {status}", req.path()));
}

#[after_request(order = 1)]
async fn last(resp: &mut Response) -> Result<(), Problem> {
    match resp.headers().contains_key("x-break") {
        true => Err(abort(500)),
        false => Ok(()),
    }
}

fn before(req: &Request, resp: &mut Response) -> Result<(), Problem> {
    if req.header("x-deny").is_some() {
        return Err(abort(403).detail("denied"));
    }
    if req.header("x-stop").is_some() {
        resp.status(202).text("stopped");
    }
    resp.header("x-before", "1");
    Ok(())
}

fn after(_: &Request, resp: &mut Response) {
    resp.header("x-local", "1");
}

#[get("/ok")]
fn ok() {}

#[get("/error")]
fn error() -> Result<(), Problem> {
    Err(abort(409))
}

#[get("/break")]
fn breaks(resp: &mut Response) {
    resp.header("x-break", "1");
}

#[before(before)]
#[get("/local")]
#[after(after, |_: &Request, resp: &mut Response| _ = resp.header("x-closure", "1"))]
async fn local() -> &'static str {
    "handled"
}

#[tokio::test]
async fn after_hooks_see_every_answer_of_a_route() {
    let client = Api.test_client().await;
    assert_eq!(client.get("/ok").header("x-in", "1").send().await.header("x-after"), Some("/ok 200"));
    assert_eq!(client.get("/error").header("x-in", "1").send().await.header("x-after"), Some("/error 409"));
    assert_eq!(client.get("/ok").send().await.header("x-after"), Some("/ok 401"));
    assert_eq!(client.get("/nope").header("x-in", "1").send().await.header("x-after"), None);
    assert_eq!(client.get("/break").header("x-in", "1").send().await.status(), 500);
}

#[tokio::test]
async fn hooks_of_a_route_run_behind_its_guards_and_around_its_handler() {
    let client = Api.test_client().await;
    let request = || client.get("/local").header("x-in", "1");
    let reply = request().send().await;
    for name in ["x-before", "x-local", "x-closure"] {
        assert_eq!(reply.header(name), Some("1"), "{name}");
    }
    assert_eq!(reply.text(), "handled");
    assert_eq!(request().header("x-stop", "1").send().await.text(), "stopped");
    assert_eq!(request().header("x-deny", "1").send().await.status(), 403);
    assert_eq!(client.get("/local").header("x-deny", "1").send().await.status(), 401, "the guard comes first");
}

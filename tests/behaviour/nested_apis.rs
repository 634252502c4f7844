//! An API within another one.

use responder::prelude::*;

#[api]
struct Api {
    greeting: &'static str,
}

struct Caller(String);
struct AuthError;

#[before_request]
fn guard(req: &Request) -> Result<Caller, AuthError> {
    req.bearer_token().map(|token| Caller(token.to_owned())).ok_or(AuthError)
}

#[exception_handler]
fn auth_error(_exc: AuthError, resp: &mut Response) {
    resp.status(401).header("www-authenticate", "Bearer").text("who?");
}

#[before_request]
fn outer_hook(resp: &mut Response) {
    resp.header("x-outer", "1");
}

#[get("/top")]
fn top() {}

mod users {
    use super::{AuthError, Caller};
    use responder::prelude::*;

    #[api(within = super::Api, prefix = "/users")]
    struct Api;

    pub(super) struct Own(pub(super) usize);

    #[before_request]
    fn own_guard(caller: &Caller) -> Result<Own, AuthError> {
        match caller.0.as_str() {
            "stranger" => Err(AuthError),
            name => Ok(Own(name.len())),
        }
    }

    /// Its order counts among the hooks of this part: the parent's run before.
    #[before_request(order = -1)]
    fn own_hook(resp: &mut Response) {
        let order = if resp.headers().contains_key("x-outer") { "after x-outer" } else { "before x-outer" };
        resp.header("x-inner", order);
    }

    #[get("/")]
    fn list() -> &'static str {
        "list"
    }

    #[get("/{id:int}")]
    fn one(id: u64, caller: &Caller, own: &Own, api: &crate::nested_apis::Api) -> String {
        format!("{}, {} {} {id}", api.greeting, caller.0, own.0)
    }

    #[get("/open")]
    #[public]
    fn open() {}

    mod admin {
        use responder::prelude::*;

        #[api(within = super::Api, prefix = "/admin")]
        struct Api;

        #[get("/stats")]
        fn stats(own: &super::Own) -> String {
            own.0.to_string()
        }
    }
}

#[tokio::test]
async fn a_part_registers_by_itself_with_the_guards_of_all_levels() {
    let client = Api { greeting: "hi" }.test_client().await;
    let get = |path: &'static str, who: &'static str| client.get(path).bearer(who).send();
    assert_eq!(get("/users/7", "ann").await.text(), "hi, ann 3 7");
    assert_eq!(get("/users/", "ann").await.text(), "list");
    assert_eq!(get("/users/admin/stats", "ann").await.text(), "3");
    for path in ["/users/7", "/users/", "/users/admin/stats"] {
        assert_eq!(client.get(path).send().await.text(), "who?", "{path}");
        assert_eq!(get(path, "stranger").await.text(), "who?", "{path}");
    }
    assert_eq!(get("/top", "stranger").await.status(), 200, "the part's guard is the part's");
    assert_eq!(client.get("/users/open").send().await.status(), 200);
}

#[tokio::test]
async fn the_test_client_can_act_for_the_guard_of_a_part() {
    let client = Api { greeting: "" }.test_client().await;
    let own = client.acting_as(std::sync::Arc::new(1));
    assert_eq!(own.get("/users/").send().await.status(), 401, "a value that no guard provides changes nothing");
}

#[tokio::test]
async fn hooks_of_a_part_run_for_the_part() {
    let client = Api { greeting: "" }.test_client().await;
    let inner = client.get("/users/").bearer("ann").send().await;
    assert_eq!((inner.header("x-outer"), inner.header("x-inner")), (Some("1"), Some("after x-outer")));
    let outer = client.get("/top").bearer("ann").send().await;
    assert_eq!((outer.header("x-outer"), outer.header("x-inner")), (Some("1"), None));
}

#[test]
fn the_routes_show_full_paths_and_all_guards() {
    let routes = Api::routes().unwrap();
    let stats = routes.iter().find(|route| route.path == "/users/admin/stats").unwrap();
    assert_eq!(stats.guards.iter().map(|guard| guard.name).collect::<Vec<_>>(), ["guard", "own_guard"]);
}

#[test]
fn routes_that_collide_through_a_prefix_refuse_to_start_naming_both_places() {
    #[api]
    struct Api;

    #[get("/a/b")]
    fn direct() {}

    #[api(within = Api, prefix = "/a")]
    struct Part;

    #[get("/b", api = Part)]
    fn nested() {}

    let error = Api::routes().unwrap_err().to_string();
    assert!(error.contains("GET `/a/b` is registered twice"), "{error}");
    assert_eq!(error.matches("nested_apis.rs:").count(), 2, "{error}");
}

//! Each API sees what was registered for it, and nothing else.

use responder::prelude::*;

#[tokio::test]
async fn an_api_of_a_function_sees_its_own_routes_only() {
    #[api]
    struct Api;

    #[get("/here")]
    fn here() {}

    let routes = Api::routes().unwrap();
    assert_eq!(routes.iter().map(|route| route.path.as_str()).collect::<Vec<_>>(), ["/here"]);
}

#[tokio::test]
async fn two_apis_of_one_name_do_not_meet() {
    #[api]
    struct Api;

    #[before_request]
    fn guard(_req: &Request) -> Result<u8, Problem> {
        Err(abort(401).challenge("Bearer"))
    }

    #[get("/here")]
    fn here() -> &'static str {
        "second"
    }

    assert_eq!(Api.test_client().await.get("/here").send().await.status(), 401);
}

#[test]
fn an_api_without_routes_does_not_start() {
    #[api(title = "Empty")]
    struct Api;

    let error = Api.into_app().map(drop).unwrap_err().to_string();
    assert!(error.contains("`Empty` has no routes"), "{error}");
}

//! An API with a state of its own within another one.

use responder::prelude::*;

mod billing {
    use responder::prelude::*;

    #[api]
    pub struct Api {
        pub currency: &'static str,
    }

    pub struct Account(pub String);

    #[before_request]
    fn guard(req: &Request) -> Result<Account, Problem> {
        req.header("x-account").map(|name| Account(name.to_owned())).ok_or(abort(403).detail("no account"))
    }

    #[get("/price/{amount:int}")]
    fn price(amount: u32, account: &Account, api: &Api) -> String {
        format!("{} pays {amount} {}", account.0, api.currency)
    }

    #[get("/currency")]
    #[public]
    fn currency(api: &Api) -> &'static str {
        api.currency
    }

    #[get("/panics")]
    #[public]
    fn panics() {
        panic!("on purpose");
    }

    #[after_request]
    fn mark(resp: &mut Response) {
        resp.header("x-billing", "1");
    }
}

mod shop {
    use responder::prelude::*;

    #[api]
    pub struct Api;

    /// The same type as a guard of the included API could provide.
    #[before_request]
    fn guard(req: &Request) -> Result<super::billing::Account, Problem> {
        req.bearer_token().map(|_| super::billing::Account("shop".into())).ok_or(abort(401).challenge("Bearer"))
    }

    #[after_request]
    fn mark(resp: &mut Response) {
        resp.header("x-shop", "1");
    }

    #[get("/")]
    fn index() {}
}

#[tokio::test]
async fn an_included_route_passes_the_guards_of_both() {
    let client = shop::Api.include("/billing", billing::Api { currency: "EUR" }).unwrap().test_client().await;
    let path = "/billing/price/7";
    assert_eq!(client.get(path).await.status(), 401);
    assert_eq!(client.get(path).header("x-account", "ann").await.status(), 401);
    assert_eq!(client.get(path).bearer("x").await.status(), 403);
    let reply = client.get(path).bearer("x").header("x-account", "ann").await;
    assert_eq!(reply.text(), "ann pays 7 EUR");
    assert_eq!((reply.header("x-shop"), reply.header("x-billing")), (Some("1"), Some("1")));
    assert_eq!(client.get("/billing/currency").await.text(), "EUR");
    assert_eq!(client.get("/billing/panics").await.status(), 500);
    assert_eq!(client.get("/billing/unknown").await.status(), 401);
    assert_eq!(client.get("/billing/unknown").bearer("x").await.status(), 404);
    assert_eq!(client.post("/billing/price/7").bearer("x").await.status(), 405);
    responder::assert_access_is_enforced!(shop::Api.include("/billing", billing::Api { currency: "EUR" }).unwrap());
}

#[tokio::test]
async fn what_it_tells_of_an_included_route_is_all_of_it() {
    let app = shop::Api.include("/billing", billing::Api { currency: "EUR" }).unwrap();
    let routes = app.routes();
    let price = routes.iter().find(|route| route.name == "price").unwrap();
    assert_eq!(price.to_string(), "GET /billing/price/{amount:int}  guard guard; guard guard");
    assert!(routes.iter().any(|route| route.path == "/billing/currency" && route.public));
}

#[test]
fn a_collision_names_both_places() {
    #[api]
    struct Api;

    #[get("/billing/currency")]
    fn mine() {}

    let error = Api.include("/billing", billing::Api { currency: "EUR" }).err().unwrap().to_string();
    assert!(error.starts_with("GET `/billing/currency` is registered twice:"), "{error}");
    assert_eq!(error.matches("includes.rs:").count(), 2, "{error}");
}

#[test]
fn a_prefix_that_is_none_is_refused() {
    for prefix in ["", "/", "billing", "/billing/", "/a//b", "/{id}", "/a/../b"] {
        assert!(shop::Api.include(prefix, billing::Api { currency: "EUR" }).is_err(), "{prefix}");
    }
}

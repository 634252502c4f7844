//! `Option<&T>`: no credentials are `None`, wrong ones are still refused.

use responder::prelude::*;

#[derive(Principal, Clone)]
struct User(String);

fn user(req: &Request) -> Result<Option<User>, Problem> {
    match req.bearer_token() {
        None => Ok(None),
        Some("wrong") => Err(abort(401).challenge("Bearer")),
        Some(name) => Ok(Some(User(name.to_owned()))),
    }
}

#[tokio::test]
async fn a_guard_that_finds_no_credentials_refuses_where_they_are_required() {
    #[api]
    struct Api;

    #[before_request]
    fn guard(req: &Request) -> Result<Option<User>, Problem> {
        user(req)
    }

    #[get("/me")]
    fn me(user: &User) -> String {
        user.0.clone()
    }

    #[get("/plain")]
    fn plain() -> &'static str {
        "secret"
    }

    #[get("/")]
    #[public]
    fn index(user: Option<&User>) -> String {
        user.map_or("nobody".into(), |user| user.0.clone())
    }

    let client = Api.test_client().await;
    for path in ["/me", "/plain", "/unknown"] {
        let refused = client.get(path).await;
        assert_eq!((refused.status(), refused.header("www-authenticate")), (401, Some("Bearer")), "{path}");
    }
    assert_eq!(client.get("/me").bearer("ann").await.text(), "ann");
    assert_eq!(client.get("/").await.text(), "nobody");
    assert_eq!(client.get("/").bearer("ann").await.text(), "ann");
    assert_eq!(client.get("/").bearer("wrong").await.status(), 401);
    assert_eq!(client.acting_as(User("bob".into())).get("/").await.text(), "bob");
}

#[tokio::test]
async fn a_principal_on_demand_is_asked_for_where_it_is_read() {
    #[api]
    struct Api;

    #[dependency]
    fn current_user(req: &Request) -> Result<Option<User>, Problem> {
        user(req)
    }

    struct Greeting(String);

    #[dependency]
    fn greeting(user: Option<&User>) -> Greeting {
        Greeting(format!("hello, {}", user.map_or("you", |user| &user.0)))
    }

    #[get("/me")]
    fn me(user: &User) -> String {
        user.0.clone()
    }

    #[get("/hello")]
    fn hello(greeting: &Greeting) -> String {
        greeting.0.clone()
    }

    #[get("/required")]
    #[require(User)]
    fn required() -> &'static str {
        "secret"
    }

    #[exception_handler]
    fn log_in(exc: Unauthenticated, resp: &mut Response) {
        resp.status(401).header("www-authenticate", "Bearer").text(format!("{exc}!"));
    }

    let client = Api.test_client().await;
    for path in ["/me", "/required"] {
        let refused = client.get(path).await;
        assert_eq!((refused.status(), refused.text().as_str()), (401, "Not authenticated!"), "{path}");
        assert_eq!(client.get(path).bearer("wrong").await.status(), 401, "{path}");
    }
    assert_eq!(client.get("/required").bearer("ann").await.text(), "secret");
    assert_eq!(client.get("/hello").await.text(), "hello, you");
    assert_eq!(client.get("/hello").bearer("ann").await.text(), "hello, ann");
}

#[tokio::test]
async fn a_dependency_that_finds_nothing_is_404_where_it_is_required() {
    #[api]
    struct Api;

    struct Item(u8);

    #[dependency]
    fn item(req: &Request) -> Option<Item> {
        req.path().ends_with("1").then_some(Item(1))
    }

    #[get("/items/{id:int}")]
    fn show(id: u8, item: &Item) -> String {
        format!("{id} {}", item.0)
    }

    #[get("/maybe/{id:int}")]
    fn maybe(id: u8, item: Option<&Item>) -> String {
        format!("{id} {}", item.is_some())
    }

    let client = Api.test_client().await;
    assert_eq!(client.get("/items/1").await.text(), "1 1");
    assert_eq!(client.get("/items/2").await.status(), 404);
    assert_eq!(client.get("/maybe/2").await.text(), "2 false");
}

#[tokio::test]
async fn after_hooks_and_exception_handlers_see_who_it_was_if_that_is_known() {
    #[api]
    struct Api;

    #[before_request]
    fn guard(req: &Request) -> Result<Option<User>, Problem> {
        user(req)
    }

    #[after_request]
    fn note(user: Option<&User>, resp: &mut Response) {
        resp.header("x-user", user.map_or("-", |user| &user.0));
    }

    #[exception_handler]
    fn forbidden(_exc: Forbidden, user: Option<&User>, resp: &mut Response) {
        resp.status(403).text(user.map_or("-", |user| &user.0));
    }

    #[policy]
    fn never(_user: &User) -> bool {
        false
    }

    #[get("/")]
    #[require(never)]
    fn index() {}

    let client = Api.test_client().await;
    let refused = client.get("/").bearer("ann").await;
    assert_eq!((refused.text().as_str(), refused.header("x-user")), ("ann", Some("ann")));
    assert_eq!(client.get("/").await.header("x-user"), Some("-"));
}

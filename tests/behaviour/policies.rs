//! `#[policy]` and `#[require(..)]`: who may do what with which thing.

use responder::prelude::*;

#[derive(Principal, Clone)]
struct User {
    id: u64,
}

mod shop {
    use super::User;
    use responder::prelude::*;

    #[api]
    pub struct Api {
        pub open: bool,
    }

    #[before_request]
    fn guard(req: &Request) -> Result<User, Problem> {
        let id = req.bearer_token().and_then(|token| token.parse().ok());
        id.map(|id| User { id }).ok_or(abort(401).challenge("Bearer"))
    }

    /// Orders belong to the user whose number they start with.
    #[policy]
    pub fn owns(user: &User, id: u64) -> bool {
        id / 10 == user.id
    }

    #[policy]
    async fn exists(id: u64, api: &Api) -> Result<bool, Problem> {
        tokio::task::yield_now().await;
        if id == 99 { Err(abort(404)) } else { Ok(api.open) }
    }

    #[policy]
    fn no_bots(req: &Request) -> Result<(), Problem> {
        if req.header("user-agent") == Some("bot") { Err(abort(429)) } else { Ok(()) }
    }

    #[get("/orders/{id:int}")]
    #[require(owns)]
    fn order(id: u64) -> String {
        format!("order {id}")
    }

    #[delete("/orders/{id:int}")]
    #[require(exists, owns)]
    #[require(no_bots)]
    fn cancel(id: u64) -> String {
        format!("cancelled {id}")
    }

    pub mod notes {
        use super::owns;
        use responder::prelude::*;

        #[api(within = super::Api, prefix = "/notes")]
        struct Api;

        #[policy]
        fn short(text: &str) -> bool {
            text.len() < 5
        }

        #[get("/{id}/{text}")]
        #[require(owns)]
        #[require(short)]
        fn note(id: u64, text: &str) -> String {
            format!("{id} {text}")
        }
    }
}

#[tokio::test]
async fn a_policy_decides_over_the_principal_and_the_path() {
    let client = shop::Api { open: true }.test_client().await;
    assert_eq!(client.get("/orders/11").await.status(), 401);
    assert_eq!(client.get("/orders/11").bearer("1").await.text(), "order 11");
    assert_eq!(client.get("/orders/21").bearer("1").await.status(), 403);
    let user = client.acting_as(User { id: 2 });
    assert_eq!(user.get("/orders/21").await.text(), "order 21");
}

#[tokio::test]
async fn several_policies_all_have_to_say_yes_and_an_error_answers_for_itself() {
    let client = shop::Api { open: true }.test_client().await;
    assert_eq!(client.delete("/orders/11").bearer("1").await.text(), "cancelled 11");
    assert_eq!(client.delete("/orders/99").bearer("9").await.status(), 404);
    assert_eq!(client.delete("/orders/11").bearer("2").await.status(), 403);
    assert_eq!(client.delete("/orders/11").bearer("1").header("user-agent", "bot").await.status(), 429);
    let closed = shop::Api { open: false }.test_client().await;
    assert_eq!(closed.delete("/orders/11").bearer("1").await.status(), 403);
}

#[tokio::test]
async fn a_part_requires_its_own_policies_and_its_parents() {
    let client = shop::Api { open: true }.test_client().await;
    assert_eq!(client.get("/notes/11/abc").bearer("1").await.text(), "11 abc");
    assert_eq!(client.get("/notes/11/abcdef").bearer("1").await.status(), 403);
    assert_eq!(client.get("/notes/21/abc").bearer("1").await.status(), 403);
    // Text that is no number is no order of anybody.
    assert_eq!(client.get("/notes/x/abc").bearer("1").await.status(), 404);
}

#[tokio::test]
async fn the_refusal_names_the_policy_to_its_handler() {
    #[api]
    struct Api;

    #[policy]
    fn never() -> bool {
        false
    }

    #[get("/")]
    #[require(never)]
    fn index() {}

    #[exception_handler]
    fn forbidden(exc: Forbidden, resp: &mut Response) {
        resp.status(403).text(exc.policy().unwrap_or_default());
    }

    let reply = Api.test_client().await.get("/").await;
    assert_eq!((reply.status(), reply.text().as_str()), (403, "never"));
}

//! What an API says about the access to all its routes: `auth = T`, several principals, `access = explicit`.

use responder::prelude::*;

#[derive(Role, Clone, Copy)]
enum Role {
    Admin,
    User,
}

#[derive(Principal, Clone)]
struct User {
    #[principal(role)]
    role: Role,
}

#[derive(Role, Clone, Copy)]
enum Rank {
    Clerk,
    Head,
}

#[derive(Principal, Clone)]
struct Staff {
    #[principal(role)]
    rank: Rank,
}

fn unknown() -> Problem {
    abort(401).challenge("Bearer")
}

mod shop {
    use super::{Role, Staff, User, unknown};
    use responder::prelude::*;

    #[api(auth = User)]
    pub struct Api;

    #[dependency]
    fn user(req: &Request) -> Result<User, Problem> {
        match req.bearer_token() {
            Some("admin") => Ok(User { role: Role::Admin }),
            Some("user") => Ok(User { role: Role::User }),
            _ => Err(unknown()),
        }
    }

    #[get("/plain")]
    fn plain() {}

    #[get("/admin")]
    #[require_role("admin")]
    fn admin() {}

    #[get("/health")]
    #[public]
    fn health() {}

    mod counter {
        use super::super::Rank;
        use super::{Staff, unknown};
        use responder::prelude::*;

        #[api(within = super::Api, prefix = "/counter", auth = Staff)]
        struct Api;

        #[dependency]
        fn staff(req: &Request) -> Result<Staff, Problem> {
            match req.header("x-rank") {
                Some("head") => Ok(Staff { rank: Rank::Head }),
                Some("clerk") => Ok(Staff { rank: Rank::Clerk }),
                _ => Err(unknown()),
            }
        }

        #[get("/")]
        fn index() {}

        #[get("/safe")]
        #[require_role("head")]
        fn safe() {}

        #[get("/both")]
        #[require_role("admin", of = super::super::User)]
        fn both() {}
    }
}

#[tokio::test]
async fn the_principal_of_auth_is_asked_for_on_every_route_that_is_not_public() {
    let client = shop::Api.test_client().await;
    let status = async |path: &str, token: &str, rank: &str| {
        client.get(path).bearer(token).header("x-rank", rank).await.status()
    };
    assert_eq!(client.get("/plain").await.status(), 401);
    assert_eq!(client.get("/unknown").await.status(), 401);
    assert_eq!(client.get("/health").await.status(), 200);
    assert_eq!(status("/plain", "user", "-").await, 200);
    assert_eq!(status("/admin", "user", "-").await, 403);
    assert_eq!(status("/admin", "admin", "-").await, 200);
    assert_eq!(status("/counter/", "admin", "-").await, 401);
    assert_eq!(status("/counter/", "-", "clerk").await, 200);
    assert_eq!(status("/counter/safe", "-", "clerk").await, 403);
    assert_eq!(status("/counter/safe", "-", "head").await, 200);
    assert_eq!(status("/counter/both", "-", "head").await, 401);
    assert_eq!(status("/counter/both", "user", "head").await, 403);
    assert_eq!(status("/counter/both", "admin", "clerk").await, 200);
    assert_eq!(status("/counter/both", "admin", "-").await, 401);
}

#[tokio::test]
async fn two_guards_make_two_principals_and_a_route_says_which_it_asks() {
    #[api]
    struct Api;

    #[before_request]
    fn user(_req: &Request) -> Result<User, Problem> {
        Err(unknown())
    }

    #[before_request(order = 1)]
    fn staff(_req: &Request) -> Result<Staff, Problem> {
        Err(unknown())
    }

    #[get("/")]
    #[require_role("admin", of = User)]
    #[require_role("clerk", "head", of = Staff)]
    fn index() {}

    let client = Api.test_client().await;
    for (role, rank, status) in
        [(Role::Admin, Rank::Clerk, 200), (Role::User, Rank::Head, 403), (Role::Admin, Rank::Head, 200)]
    {
        let both = client.acting_as(User { role }).acting_as(Staff { rank });
        assert_eq!(both.get("/").await.status(), status);
    }
    assert_eq!(client.acting_as(User { role: Role::Admin }).get("/").await.status(), 401);
}

mod said {
    use super::{Role, User, unknown};
    use responder::prelude::*;

    #[api(access = explicit)]
    pub struct Api;

    #[before_request]
    fn user(req: &Request) -> Result<User, Problem> {
        req.bearer_token().map(|_| User { role: Role::User }).ok_or_else(unknown)
    }

    #[get("/")]
    #[public]
    fn index() {}

    #[get("/me")]
    #[require(User)]
    fn me() {}

    mod part {
        use responder::prelude::*;

        #[api(within = super::Api, prefix = "/part")]
        struct Api;

        #[get("/")]
        #[require_role("admin")]
        fn index() {}
    }
}

#[tokio::test]
async fn with_explicit_access_every_route_says_who_may_call_it() {
    let client = said::Api.test_client().await;
    assert_eq!(client.get("/").await.status(), 200);
    assert_eq!(client.get("/me").await.status(), 401);
    assert_eq!(client.get("/me").bearer("x").await.status(), 200);
    assert_eq!(client.get("/part/").bearer("x").await.status(), 403);
}

//! The parts.

use responder::prelude::*;

mod v1 {
    use super::*;

    #[api(within = super::super::Api, prefix = "/v1")]
    struct Api;

    #[get("/users")]
    fn users() -> Value {
        json!({ "v": 1, "users": [] })
    }

    #[get("/users/{user_id:int}")]
    fn user(user_id: i64) -> Value {
        json!({ "v": 1, "id": user_id })
    }
}

mod v2 {
    use super::*;

    #[api(within = super::super::Api, prefix = "/v2")]
    struct Api;

    #[get("/users")]
    fn users() -> Value {
        json!({ "v": 2, "users": [], "total": 0 })
    }
}

/// An API of its own, so that it can be in two places.
pub mod users {
    use super::*;

    #[api(title = "Users")]
    pub struct Api;

    #[get("/users")]
    fn list() -> Value {
        json!({ "list": "users" })
    }

    #[get("/users/{user_id:int}")]
    fn user(user_id: i64) -> Value {
        json!({ "id": user_id })
    }

    #[post("/users/{user_id:int}")]
    fn post(user_id: i64, resp: &mut Response) -> Value {
        resp.status(201);
        json!({ "posted": user_id })
    }
}

mod root {
    use super::*;

    #[api(within = super::super::Api, prefix = "/root")]
    struct Api;

    mod mid {
        use super::*;

        #[api(within = super::Api, prefix = "/mid/deep")]
        struct Api;

        mod leaf {
            use super::*;

            #[api(within = super::Api, prefix = "/leaf")]
            struct Api;

            #[get("/item")]
            fn item() -> Value {
                json!({ "leaf": true, "url": url!(item).to_string() })
            }
        }
    }
}

/// What depends on what runs in its order.
mod guarded {
    use super::*;

    #[api(within = super::super::Api, prefix = "/guarded")]
    struct Api;

    struct Included(Vec<&'static str>);

    #[dependency]
    fn include() -> Included {
        Included(vec!["include"])
    }

    struct Routed(Vec<&'static str>);

    #[dependency]
    fn router(before: &Included) -> Routed {
        Routed([&before.0[..], &["router"]].concat())
    }

    #[get("/x")]
    fn order(before: &Routed) -> Value {
        let order = [&before.0[..], &["route"]].concat();
        json!({ "order": order })
    }
}

mod hooked {
    use super::*;

    #[api(within = super::super::Api, prefix = "/hooked")]
    struct Api;

    #[before_request]
    fn needs_a_key(req: &Request, resp: &mut Response) {
        if req.header("x-api-key").is_none() {
            resp.status(401).media(&json!({ "error": "missing key" }));
        }
    }

    #[get("/data")]
    fn data() -> Value {
        json!({ "v": 1 })
    }
}

pub mod inner {
    use super::*;

    #[api(title = "Inner")]
    pub struct Api;

    #[get("/hello")]
    fn hello(req: &Request) -> Value {
        json!({ "inner": true, "path": req.path() })
    }
}

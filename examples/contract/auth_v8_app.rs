//! One principal for the whole app, and parts of it that ask for another: the innermost counts.

use responder::prelude::*;
use responder::{Principal, ScopeSet, StaticFiles};

use crate::challenge::recorded;
use crate::foreign::{foreign, text};

#[api(title = "Auth v8 app", auth = AppUser)]
pub struct Api {
    app: ApiKeys,
    admin: ApiKeys,
    own: ApiKeys,
    partner: ApiKeys,
    outer: ApiKeys,
    override_keys: ApiKeys,
}

pub fn app() -> responder::Result<responder::App<Api>> {
    let assets = StaticFiles::new(super::fixtures().join("static"));
    let api = Api {
        app: ApiKeys::new(["app-token"]),
        admin: ApiKeys::new(["admin-token"]),
        own: ApiKeys::new(["own-token"]),
        partner: ApiKeys::new(["partner-token"]),
        outer: ApiKeys::new(["outer-token"]),
        override_keys: ApiKeys::new(["k1"]),
    };
    let mounted = foreign(|_, _| Ok(text("mounted".into())));
    api.into_app()?.static_files("/static", assets.public())?.mount("/mounted", mounted)
}

/// Principals by bearer tokens, each kind with tokens of its own.
macro_rules! by_token {
    ($($user:ident of $field:ident by $verify:ident;)*) => {$(
        #[derive(Principal)]
        struct $user(String);

        #[dependency]
        fn $verify(#[bearer] token: &str, api: &Api) -> Option<$user> {
            api.$field.verify(token).map(|_| $user(token.to_owned()))
        }
    )*};
}

by_token! {
    AppUser of app by app_user;
    AdminUser of admin by admin_user;
    OwnUser of own by own_user;
    PartnerUser of partner by partner_user;
    OuterUser of outer by outer_user;
}

#[exception_handler]
fn not_authenticated(exc: Unauthenticated, resp: &mut Response) {
    let problem = abort(401).detail(exc.to_string());
    exc.schemes().iter().map(recorded).fold(problem, Problem::challenge).write(resp);
}

fn shown(user: &str) -> Value {
    json!({ "user": user })
}

#[post("/login")]
#[public]
fn login() -> Value {
    json!({ "token": "app-token" })
}

#[get("/public")]
#[public]
fn public() -> Value {
    json!({ "public": true })
}

#[get("/me")]
fn me(user: &AppUser) -> Value {
    shown(&user.0)
}

struct View;

#[route("/view")]
impl View {
    fn on_get() -> Value {
        json!({ "view": true })
    }
}

#[get("/users/{id:int}")]
fn user(id: i64, user: &AppUser) -> Value {
    json!({ "id": id, "user": user.0 })
}

#[route("/raw")]
fn raw() -> Value {
    json!({ "raw": true })
}

mod by_key {
    use super::*;

    #[api(within = super::Api, auth = KeyUser)]
    struct Api;

    #[derive(Principal)]
    struct KeyUser(String);

    #[dependency]
    fn key_user(#[api_key(header = "X-API-Key")] key: &str, api: &super::Api) -> Option<KeyUser> {
        api.override_keys.verify(key).map(|_| KeyUser(key.to_owned()))
    }

    #[get("/override")]
    fn with_key(user: &KeyUser) -> Value {
        shown(&user.0)
    }
}

mod scoped {
    use super::*;

    #[api(within = super::Api, auth = Anybody)]
    struct Api;

    #[derive(Scope)]
    enum Scope {
        Admin,
    }

    #[derive(Principal)]
    struct Anybody {
        name: String,
        #[principal(scope)]
        scopes: ScopeSet<self::Scope>,
    }

    #[dependency]
    fn anybody(#[bearer] token: &str) -> Anybody {
        Anybody { name: token.to_owned(), scopes: ScopeSet::default() }
    }

    #[get("/scoped")]
    #[require_scope("admin")]
    fn scoped(user: &Anybody) -> Value {
        shown(&user.name)
    }
}

mod v1 {
    use super::*;

    #[api(within = super::Api, prefix = "/v1")]
    struct Api;

    #[get("/thing")]
    fn thing(user: &AppUser) -> Value {
        shown(&user.0)
    }
}

mod admin {
    use super::*;

    #[api(within = super::Api, prefix = "/admin", auth = AdminUser)]
    struct Api;

    #[get("/stats")]
    fn stats(user: &AdminUser) -> Value {
        shown(&user.0)
    }

    #[get("/health")]
    #[public]
    fn health() -> Value {
        json!({ "ok": true })
    }

    mod own {
        use super::*;

        #[api(within = super::Api, auth = OwnUser)]
        struct Api;

        #[get("/own")]
        fn own(user: &OwnUser) -> Value {
            shown(&user.0)
        }
    }
}

mod plain {
    use super::*;

    #[api(within = super::Api, prefix = "/plain")]
    struct Api;

    #[get("/data")]
    fn data(user: &AppUser) -> Value {
        shown(&user.0)
    }
}

mod partner {
    use super::*;

    #[api(within = super::Api, prefix = "/partner", auth = PartnerUser)]
    struct Api;

    #[get("/data")]
    fn data(user: &PartnerUser) -> Value {
        shown(&user.0)
    }
}

mod outer {
    use super::*;

    #[api(within = super::Api, prefix = "/outer", auth = OuterUser)]
    struct Api;

    mod inner {
        use super::*;

        #[api(within = super::Api, prefix = "/inner")]
        struct Api;

        #[get("/data")]
        fn data(user: &OuterUser) -> Value {
            shown(&user.0)
        }
    }
}

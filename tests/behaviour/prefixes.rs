//! Hooks and guards with a `prefix`: those routes only that are written below it.

use responder::prelude::*;

#[derive(Clone)]
struct Admin;

mod site {
    use super::Admin;
    use responder::prelude::*;

    #[api]
    pub struct Api;

    #[before_request]
    fn known(req: &Request) -> Result<u32, Problem> {
        req.bearer_token().map(|token| token.len() as u32).ok_or(abort(401).challenge("Bearer"))
    }

    #[before_request(order = 1, prefix = "/admin")]
    fn admins(req: &Request) -> Result<Admin, Problem> {
        if req.bearer_token() == Some("root") { Ok(Admin) } else { Err(abort(403)) }
    }

    #[before_request(prefix = "/admin/audit")]
    fn slow_down(resp: &mut Response) {
        resp.header("x-audit", "1");
    }

    #[after_request(prefix = "/admin")]
    fn mark(resp: &mut Response) {
        resp.header("x-admin", "1");
    }

    #[get("/admin")]
    fn index(_admin: &Admin) -> &'static str {
        "admin"
    }

    #[get("/admin/audit/{id:int}")]
    fn audit(id: u8) -> String {
        id.to_string()
    }

    #[get("/administrators")]
    fn list() -> &'static str {
        "list"
    }

    #[get("/{id:int}/profile")]
    fn profile(id: u8) -> String {
        id.to_string()
    }

    mod stats {
        use super::Admin;
        use responder::prelude::*;

        #[api(within = super::Api, prefix = "/admin/stats")]
        struct Api;

        #[before_request(prefix = "/deep")]
        fn deep(_admin: &Admin, resp: &mut Response) -> Result<u8, Problem> {
            resp.header("x-deep", "1");
            Ok(1)
        }

        #[get("/deep/{id:int}")]
        fn deeper(id: u8, deep: &u8, _admin: &Admin) -> String {
            (id + deep).to_string()
        }

        #[get("/")]
        fn all() {}
    }
}

#[tokio::test]
async fn a_guard_with_a_prefix_protects_what_is_written_below_it() {
    let client = site::Api.test_client().await;
    for path in ["/admin", "/admin/audit/1", "/admin/stats/", "/admin/stats/deep/1", "/admin/unknown"] {
        assert_eq!(client.get(path).await.status(), 401, "{path}");
        assert_eq!(client.get(path).bearer("ann").await.status(), 403, "{path}");
    }
    for path in ["/administrators", "/1/profile"] {
        let reply = client.get(path).bearer("ann").await;
        assert_eq!((reply.status(), reply.header("x-admin")), (200, None), "{path}");
    }
    assert_eq!(client.get("/unknown").bearer("ann").await.status(), 404);
    let audit = client.get("/admin/audit/7").bearer("root").await;
    assert_eq!((audit.header("x-audit"), audit.header("x-admin")), (Some("1"), Some("1")));
    let deep = client.get("/admin/stats/deep/1").bearer("root").await;
    assert_eq!((deep.text().as_str(), deep.header("x-deep")), ("2", Some("1")));
    assert_eq!(client.get("/admin/stats/").bearer("root").await.header("x-deep"), None);
}

//! Roles: 401 for the unknown, 403 for the known who may not.

use responder::prelude::*;

#[derive(Role, Clone, Copy)]
enum Role {
    Admin,
    Editor,
    #[role("read-only")]
    ReadOnly,
}

#[derive(Principal, Clone)]
struct Account {
    #[principal(role)]
    roles: Vec<Role>,
}

#[api]
struct Api;

#[before_request]
fn guard(req: &Request) -> Result<Account, Problem> {
    let names = req.bearer_token().ok_or(abort(401).challenge("Bearer"))?;
    use responder::Role as _;
    Ok(Account { roles: names.split('+').filter_map(Role::from_name).collect() })
}

#[get("/admin")]
#[require_role("admin")]
fn admin() {}

#[get("/either")]
#[require_role("admin", "read-only")]
fn either() {}

#[get("/both")]
#[require_role("admin")]
#[require_role("editor")]
async fn both() {}

#[get("/any")]
fn any() {}

async fn status(path: &str, roles: Option<&str>) -> u16 {
    let client = Api.test_client().await;
    let request = client.get(path);
    match roles {
        Some(roles) => request.bearer(roles).send().await.status(),
        None => request.send().await.status(),
    }
}

#[tokio::test]
async fn one_of_the_named_roles_is_enough_and_several_requirements_all_hold() {
    for (path, roles, expected) in [
        ("/admin", "admin", 200),
        ("/admin", "editor", 403),
        ("/admin", "Admin", 403),
        ("/admin", "nobody", 403),
        ("/either", "admin", 200),
        ("/either", "read-only", 200),
        ("/either", "editor", 403),
        ("/both", "admin", 403),
        ("/both", "editor", 403),
        ("/both", "admin+editor", 200),
        ("/any", "nobody", 200),
    ] {
        assert_eq!(status(path, Some(roles)).await, expected, "{path} as {roles}");
        assert_eq!(status(path, None).await, 401, "{path}");
    }
}

#[tokio::test]
async fn a_refusal_is_problem_json_unless_the_api_says_otherwise() {
    let reply = Api.test_client().await.get("/admin").bearer("editor").send().await;
    assert_eq!(reply.header("content-type"), Some("application/problem+json"));
    assert_eq!(reply.json::<Value>()["detail"], "Insufficient permissions");

    #[api]
    struct Custom;

    #[before_request(api = Custom)]
    fn guard(_req: &Request) -> Account {
        Account { roles: vec![Role::Editor] }
    }

    #[exception_handler(api = Custom)]
    async fn forbidden(exc: Forbidden, req: &Request, resp: &mut Response) {
        resp.status(403).header("x-path", req.path()).media(&json!({ "needs": exc.roles() }));
    }

    #[get("/admin", api = Custom)]
    #[require_role("admin")]
    fn admin() {}

    let reply = Custom.test_client().await.get("/admin").send().await;
    assert_eq!((reply.status(), reply.header("x-path")), (403, Some("/admin")));
    assert_eq!(reply.json::<Value>(), json!({ "needs": ["admin"] }));
}

#[test]
fn a_role_is_read_and_written_by_its_exact_name() {
    assert_eq!(serde_json::to_string(&Role::ReadOnly).unwrap(), r#""read-only""#);
    assert!(matches!(serde_json::from_str(r#""admin""#), Ok(Role::Admin)));
    for wrong in [r#""Admin""#, r#"["admin"]"#, "null", "0", r#""""#] {
        assert!(serde_json::from_str::<Role>(wrong).is_err(), "{wrong}");
    }
    assert_eq!(Role::Editor.to_string(), "editor");
}

#[tokio::test]
async fn the_routes_tell_who_may_call_them() {
    let routes = Api::routes().unwrap();
    let both = routes.iter().find(|route| route.path == "/both").unwrap();
    assert!(both.roles().eq([["admin"], ["editor"]]));
    assert_eq!(both.guards.iter().map(|guard| guard.name).collect::<Vec<_>>(), ["guard"]);
    assert!(!both.public && both.place.file.ends_with("roles.rs"));
}

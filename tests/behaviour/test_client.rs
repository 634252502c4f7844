//! The test client itself.

use responder::prelude::*;

#[derive(Role, Clone, Copy)]
enum Role {
    Admin,
    User,
}

#[derive(Principal, Clone)]
struct Account {
    name: &'static str,
    #[principal(role)]
    role: Role,
}

#[api]
struct Api;

#[before_request]
fn guard(_req: &Request) -> Result<Account, Problem> {
    Err(abort(401).challenge("Bearer"))
}

#[get("/me")]
fn me(account: &Account) -> String {
    account.name.to_owned()
}

#[get("/admin")]
#[require_role("admin")]
fn admin() {}

#[get("/theme")]
#[public]
fn theme(req: &Request, resp: &mut Response) {
    resp.cookie(SetCookie::new("theme", "dark")).media(&json!(req.cookies().get("theme")));
}

#[tokio::test]
async fn it_can_act_as_a_principal_and_roles_are_still_checked() {
    let client = Api.test_client().await;
    assert_eq!(client.get("/me").send().await.status(), 401);
    let user = client.acting_as(Account { name: "ann", role: Role::User });
    assert_eq!(user.get("/me").send().await.text(), "ann");
    assert_eq!(user.get("/admin").send().await.status(), 403);
    let admin = user.acting_as(Account { name: "bob", role: Role::Admin });
    assert_eq!(admin.get("/me").send().await.text(), "ann", "the first stays: a principal is never swapped");
    let admin = client.acting_as(Account { name: "bob", role: Role::Admin });
    assert_eq!(admin.get("/admin").await.status(), 200);
    assert_eq!(client.get("/me").send().await.status(), 401, "the client itself is nobody");
}

#[tokio::test]
async fn it_keeps_cookies() {
    let client = Api.test_client().await;
    assert_eq!(client.get("/theme").send().await.text(), "null");
    assert_eq!(client.cookie("theme").as_deref(), Some("dark"));
    assert_eq!(client.get("/theme").send().await.text(), r#""dark""#);
}

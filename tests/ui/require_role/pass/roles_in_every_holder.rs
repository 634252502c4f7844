// C6: one role, an option, a list
use responder::prelude::*;

#[derive(Role, Clone)]
enum Role {
    Admin,
    #[role("super-user")]
    SuperUser,
}

#[derive(Principal)]
struct Caller(String, #[principal(role)] Option<Vec<Role>>);

#[api]
struct Api;

#[before_request]
fn caller(_req: &Request) -> Caller {
    Caller(String::new(), Some(vec![Role::Admin, Role::SuperUser]))
}

#[require_role("super-user")]
#[get("/")]
#[require_role("admin", "super-user")]
fn index(caller: &Caller) -> String {
    caller.0.clone()
}

mod part {
    use responder::prelude::*;

    #[api(within = super::Api)]
    struct Api;

    #[get("/part")]
    #[require_role("admin")]
    fn index() {}
}

fn main() {}

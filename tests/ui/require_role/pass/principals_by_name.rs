// C6: `of` names one of several principals, or one on demand

use responder::prelude::*;

#[api]
struct Api;

#[derive(Role)]
enum Role {
    Admin,
}

#[derive(Principal)]
struct Customer(#[principal(role)] Role);

#[derive(Principal)]
struct Staff {
    #[principal(role)]
    role: Vec<Role>,
}

#[derive(Principal)]
struct Auditor {
    #[principal(role)]
    role: Option<Role>,
}

#[before_request]
fn customer(_req: &Request) -> Result<Customer, Problem> {
    Err(abort(401))
}

#[before_request(order = 1)]
fn staff(_req: &Request) -> Result<Staff, Problem> {
    Err(abort(401))
}

#[dependency]
async fn auditor(_req: &Request) -> Option<Auditor> {
    None
}

#[get("/both")]
#[require_role("admin", of = Customer,)]
#[require_role(of = self::Staff, "admin")]
fn both() {}

#[get("/on-demand")]
#[require_role("admin", of = Auditor)]
async fn on_demand() {}

macro_rules! page {
    ($name:ident, $path:literal, $role:literal, $of:ty) => {
        #[require_role($role, of = Staff)]
        #[get($path)]
        fn $name() {}
    };
}

page!(one, "/one", "admin", Staff);

fn main() {}

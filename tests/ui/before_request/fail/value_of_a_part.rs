// C5: what a part's guard provides, its parent does not have

use responder::prelude::*;

#[api]
struct Api;

mod admin {
    use responder::prelude::*;

    #[api(within = super::Api, prefix = "/admin")]
    struct Api;

    pub struct Admin;

    #[before_request]
    fn admins(_req: &Request) -> Result<Admin, Problem> {
        Err(abort(403))
    }
}

#[get("/me")]
fn me(admin: &admin::Admin) {
    let _ = admin;
}

fn main() {}

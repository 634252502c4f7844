use responder::prelude::*;

#[api]
struct Api;

#[derive(Role)]
enum Role {
    Admin,
    User,
}

#[derive(Principal)]
struct Claims {
    #[principal(role)]
    role: Role,
}

#[before_request]
fn authenticate(req: &Request) -> Result<Claims, Problem> {
    match req.bearer_token() {
        Some("admin") => Ok(Claims { role: Role::Admin }),
        Some("user") => Ok(Claims { role: Role::User }),
        _ => Err(abort(401).challenge("Bearer")),
    }
}

#[get("/admin/users")]
#[require_role("admn")]
fn users() -> &'static str {
    "ann, bob"
}

#[tokio::main]
async fn main() -> responder::Result {
    Api.run().await
}

use responder::prelude::*;

#[api]
struct Api;

#[derive(Principal)]
pub struct Claims {
    user: u64,
}

#[get("/me")]
fn me(claims: &Claims) -> String {
    format!("user {}", claims.user)
}

mod shop {
    use super::Claims;
    use responder::prelude::*;

    #[api(within = super::Api, prefix = "/shop")]
    struct Api;

    #[before_request]
    fn authenticate(req: &Request) -> Result<Claims, Problem> {
        let user = req.bearer_token().and_then(|token| token.parse().ok()).ok_or(abort(401).challenge("Bearer"))?;
        Ok(Claims { user })
    }

    #[get("/orders")]
    fn orders(claims: &Claims) -> String {
        format!("orders of {}", claims.user)
    }
}

#[tokio::main]
async fn main() -> responder::Result {
    Api.run().await
}

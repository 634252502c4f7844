// C7: a status has one handler in each API, beside the one for all problems

use responder::prelude::*;

#[api]
struct Api;

#[exception_handler(404)]
fn not_found(_exc: Problem) -> &'static str {
    "nothing here"
}

#[exception_handler(500, api = crate::Api)]
async fn unexpected(exc: Problem, req: &Request, resp: &mut Response) {
    exc.instance(req.path()).write(resp);
}

#[exception_handler]
fn problem(exc: responder::Problem, resp: &mut Response) {
    exc.write(resp);
}

mod part {
    use responder::prelude::*;

    #[api(within = super::Api, prefix = "/part")]
    struct Api;

    #[exception_handler(404)]
    fn not_found(_exc: Problem) -> &'static str {
        "nothing in this part"
    }
}

fn main() {
    let _ = Api;
}

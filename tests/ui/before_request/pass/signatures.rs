// C8: what a hook may take and return

use responder::prelude::*;

#[api]
struct Api;

#[derive(Principal)]
struct User;

struct Key<T>(T);

#[before_request]
const fn nothing() {}

#[before_request(prefix = "/a", order = -5, api = Api)]
pub(crate) async fn everything<'a>(req: &'a Request, _api: &Api, resp: &mut Response) -> Result<(), Problem> {
    resp.header("x-path", req.path());
    Ok(())
}

#[before_request(order = 3)]
extern "C" fn guard(_: &mut Request) -> Option<User> {
    None
}

#[before_request(guard, order = 7)]
fn of_a_generic_type(user: &User) -> std::result::Result<Key<Vec<&'static str>>, Problem> {
    let _ = user;
    Ok(Key(vec![]))
}

#[after_request(order = 2147483647)]
async fn late(_key: Option<&Key<Vec<&'static str>>>, resp: &mut Response) -> Result<(), Problem> {
    resp.header("x-late", "1");
    Ok(())
}

fn main() {}

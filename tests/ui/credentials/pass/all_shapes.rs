// C8: all ways to take credentials
use responder::prelude::*;

#[api]
struct Api {
    keys: ApiKeys,
}

#[derive(Principal)]
struct ByToken(String);

#[derive(Principal)]
struct ByPassword(String);

#[derive(Principal)]
struct ByKey(String);

#[derive(Debug)]
struct Down;

#[exception_handler]
fn down(_exc: Down, resp: &mut Response) {
    resp.status(503);
}

#[before_request]
async fn token<'t>(req: &Request, #[bearer] token: &'t str, api: &Api) -> Result<Option<ByToken>, Down> {
    let known = api.keys.verify(token).is_some() || req.method() == "GET";
    std::future::ready(()).await;
    Ok(known.then(|| ByToken(token.into())))
}

#[before_request(order = 1)]
fn password(#[basic(realm = "Restricted area")] who: BasicCredentials, _earlier: &ByToken) -> ByPassword {
    ByPassword(who.username().into())
}

#[dependency]
fn key(
    #[allow(unused)]
    #[api_key(header = "X-API-Key", realm = "api")]
    header: Option<&str>,
    #[api_key(query = "api key")] query: Option<&str>,
    #[api_key(cookie = "api_key")] cookie: std::option::Option<&'_ str>,
) -> Result<ByKey, Problem> {
    let key = query.or(cookie).ok_or(abort(401))?;
    Ok(ByKey(key.into()))
}

macro_rules! by {
    ($user:ident, $function:ident, $argument:ident: $ty:ty) => {
        #[derive(Principal)]
        struct $user(String);

        #[dependency]
        fn $function(#[bearer] $argument: $ty) -> Option<$user> {
            Some($user($argument.into()))
        }
    };
}

by!(FromMacro, from_macro, token: &str);

#[get("/")]
fn index(a: &ByToken, b: &ByPassword, c: &ByKey, d: &FromMacro) -> String {
    format!("{}{}{}{}", a.0, b.0, c.0, d.0)
}

#[get("/public")]
#[public]
fn public(c: Option<&ByKey>, d: Option<&FromMacro>) -> String {
    format!("{}{}", c.is_some(), d.is_some())
}

fn main() {
    let _ = Api { keys: ApiKeys::new(["k"]) }.into_app();
}

// C4: what a path may hold

use responder::prelude::*;

#[api]
struct Api;

#[get("/")]
fn root() {}

#[get("/a.json")]
fn dot() {}

#[get("/.well-known/security.txt")]
fn hidden() {}

#[get("/~ann/@home/a:b/a,b;c=d+e!$&'()*")]
fn signs() {}

#[get("/käse/日本")]
fn letters() {}

#[get(r"/raw")]
fn raw() {}

#[get(r#"/hashes"#,)]
fn hashes() {}

#[get("/{rest:path}")]
fn rest(rest: &str) -> String {
    rest.to_owned()
}

#[get("/{a:str}/{b:int}/")]
fn slash(a: &str, b: u8) -> String {
    format!("{a}{b}")
}

#[get("/names/{größe}/{async}")]
fn names(größe: u8, r#async: u8) -> String {
    (größe + r#async).to_string()
}

#[before_request(prefix = "/a/b-c")]
fn hook(_req: &Request) {}

mod part {
    #[responder::api(within = super::Api, prefix = "/part/of/it")]
    struct Api;
}

fn main() {}

// C2: every shape of an argument that is read from the request.
use responder::prelude::*;

#[api]
struct Api;

#[derive(Model)]
struct Search {
    q: String,
}

/// What borrows nothing goes with a request that is changed.
#[get("/items")]
fn items(req: &mut Request, #[query] page: Option<u32>, #[query(default)] tags: Vec<String>) {
    let _ = (req, page, tags);
}

#[get("/search/{kind}")]
async fn search(
    kind: &str,
    #[query] search: Search,
    #[header(alias = "X-Trace", default = "none")] trace: &str,
    #[cookie] theme: Option<&str>,
    resp: &mut Response,
) {
    let _ = (kind, search.q, trace, theme, resp);
}

#[dependency]
fn tenant(#[header(pattern = "^[a-z]+$")] x_tenant: &str) -> String {
    x_tenant.to_owned()
}

#[post("/upload/{id:int}")]
fn upload(#[path(ge = 1)] id: u32, #[form] name: &str, #[file] files: Vec<Upload>, tenant: &String) {
    let _ = (id, name, files, tenant);
}

fn main() {}

// C2: extractors of other frameworks
// errors: 6
use responder::prelude::*;

#[api]
struct Api;

struct Json<T>(T);
struct Path<T>(T);
struct State<T>(T);

#[post("/json")]
fn json(Json(text): Json<String>) -> String {
    text
}

#[get("/path")]
fn path(Path(id): Path<String>) -> String {
    id
}

#[get("/state")]
fn state(State(_api): State<Api>, req: Request, resp: Response) {
    let _ = (req, resp);
}

#[get("/colon/:id")]
fn colon(id: &str) -> String {
    id.to_owned()
}

fn main() {}

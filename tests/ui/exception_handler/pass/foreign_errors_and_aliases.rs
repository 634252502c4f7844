// C7: errors of other crates, and aliases
use responder::prelude::*;

#[api]
struct Api;

#[exception_handler]
fn io(exc: std::io::Error, resp: &mut Response) {
    resp.status(502).text(exc.to_string());
}

#[exception_handler]
async fn any<'a>(_exc: Box<dyn std::error::Error + Send + Sync>, _req: &'a Request) -> (&'static str, u16) {
    ("failed", 500)
}

#[get("/io")]
fn file() -> std::io::Result<String> {
    std::fs::read_to_string("/nowhere")
}

#[get("/boxed")]
async fn boxed() -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
    Ok(std::fs::read_to_string("/nowhere")?)
}

type Fallible = Result<&'static str, std::io::Error>;

#[get("/alias")]
fn alias() -> Fallible {
    Ok("")
}

fn main() {}

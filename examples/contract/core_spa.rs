//! An application in the browser, which tells its pages apart by their paths.

use responder::StaticFiles;
use responder::prelude::*;

#[api]
pub struct Api;

pub fn app() -> responder::Result<responder::App<Api>> {
    let assets = StaticFiles::new(super::fixtures().join("static"));
    Api.into_app()?.static_files("/static", assets.clone())?.static_files("/", assets.single_page())
}

#[get("/api/ping")]
fn ping() -> Value {
    json!({ "pong": true })
}

/// The same where nobody has built the page.
mod unbuilt {
    use responder::prelude::*;

    #[api]
    pub struct Api;

    #[get("/api/ping")]
    fn ping() -> Value {
        json!({ "pong": true })
    }

    #[exception_handler]
    fn plainly(exc: Problem, resp: &mut Response) {
        match exc.status() {
            404 => _ = resp.status(404).text("Not found."),
            _ => exc.write(resp),
        }
    }
}

pub fn without_index() -> responder::Result<responder::App<unbuilt::Api>> {
    let assets = StaticFiles::new(super::fixtures().join("public"));
    unbuilt::Api.into_app()?.static_files("/static", assets.clone())?.static_files("/", assets.single_page())
}

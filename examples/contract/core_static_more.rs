//! Files of two directories below one prefix; the first one wins.

use responder::StaticFiles;
use responder::prelude::*;

#[api]
pub struct Api;

pub fn app() -> responder::Result<responder::App<Api>> {
    let (files, more) = (super::fixtures().join("static"), super::fixtures().join("extra"));
    Api.into_app()?.static_files("/assets", StaticFiles::new(files).or(more))
}

#[get("/")]
fn index() -> &'static str {
    "the files are below /assets"
}

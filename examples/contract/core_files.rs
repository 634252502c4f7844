//! Files from a directory, in whole and in parts.

use std::time::{Duration, SystemTime};

use responder::prelude::*;
use responder::{Directory, File, StaticFiles};

#[api]
pub struct Api {
    root: Directory,
}

pub fn app() -> responder::Result<responder::App<Api>> {
    let (root, assets) = (super::fixtures().join("public"), super::fixtures().join("static"));
    Api { root: Directory::new(root)? }.into_app()?.static_files("/static", StaticFiles::new(assets))
}

#[route("/file/{name:path}")]
async fn file(api: &Api, name: &str) -> Result<File, Problem> {
    api.root.open(name).await
}

/// Every file is read while it is sent.
#[route("/stream/{name:path}")]
async fn stream(api: &Api, name: &str) -> Result<File, Problem> {
    api.root.open(name).await
}

#[route("/download/{name:path}")]
async fn download(api: &Api, req: &Request, name: &str) -> Result<File, Problem> {
    let file = api.root.open(name).await?;
    Ok(match req.query().get("as") {
        Some(name) => file.download_as(name),
        None => file.download(),
    })
}

#[route("/q")]
async fn by_query(api: &Api, req: &Request) -> Result<File, Problem> {
    api.root.open(req.query().get("name").unwrap_or_default()).await
}

#[route("/typed")]
async fn typed(api: &Api, resp: &mut Response) -> Result<(), Problem> {
    resp.file(api.root.open("data.bin").await?).header("Content-Type", "image/x-custom");
    Ok(())
}

#[route("/uncond")]
async fn unconditional(api: &Api, resp: &mut Response) -> Result<(), Problem> {
    let fields = resp.file(api.root.open("alpha.txt").await?).headers_mut();
    fields.remove("etag");
    fields.remove("last-modified");
    Ok(())
}

#[route("/strong")]
async fn strong(api: &Api, resp: &mut Response) -> Result<(), Problem> {
    let new_year_2026 = SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600);
    resp.file(api.root.open("alpha.txt").await?).etag("strong-1").last_modified(new_year_2026);
    Ok(())
}

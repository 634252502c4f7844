//! What can be read from a request.

use std::collections::BTreeMap;

use responder::Format;
use responder::prelude::*;

#[api]
pub struct Api;

#[route("/media")]
fn media(#[body] data: Value) -> Value {
    json!({ "data": data })
}

#[route("/media/{format}")]
async fn media_of(format: &str, req: &Request) -> Result<Value, BodyError> {
    Ok(match format {
        "json" => json!({ "data": req.media_as::<Value>(Format::Json).await? }),
        "yaml" => json!({ "data": req.media_as::<Value>(Format::Yaml).await? }),
        "msgpack" => json!({ "data": req.media_as::<Value>(Format::MessagePack).await? }),
        "form" => last_and_lists(req.form().await?.iter()),
        "files" => {
            let files = req.form().await?.files();
            let file = |(name, file): (&str, &Upload)| {
                Ok((
                    name.to_owned(),
                    json!({ "filename": file.file_name(), "type": file.media_type(), "text": file.text()? }),
                ))
            };
            json!(files.map(file).collect::<Result<BTreeMap<_, _>, BodyError>>()?)
        }
        unknown => panic!("no format is called {unknown}"),
    })
}

/// By name, the last text and all of them.
fn last_and_lists<'r>(pairs: impl Iterator<Item = (&'r str, &'r str)>) -> Value {
    let (mut last, mut lists) = (BTreeMap::new(), BTreeMap::<_, Vec<_>>::new());
    for (name, text) in pairs {
        last.insert(name, text);
        lists.entry(name).or_default().push(text);
    }
    json!({ "last": last, "lists": lists })
}

/// There are no blocking forms: a body is an argument of plain functions, too.
#[route("/media-sync")]
fn media_sync(#[body] data: Value) -> Value {
    json!({ "data": data })
}

#[route("/text-sync")]
async fn text_sync(req: &Request) -> Result<Value, BodyError> {
    Ok(json!({ "text": req.text().await? }))
}

#[route("/content")]
async fn content(req: &Request) -> Result<Value, BodyError> {
    Ok(json!({ "length": req.content().await?.len() }))
}

#[route("/text")]
async fn text(req: &Request) -> Result<Value, BodyError> {
    Ok(json!({ "text": req.text().await? }))
}

#[route("/stream")]
async fn stream(req: &Request) -> Result<Value, BodyError> {
    let mut total = 0;
    while let Some(chunk) = req.chunk().await? {
        total += chunk.len();
    }
    Ok(json!({ "total": total }))
}

#[route("/stream-after-content")]
async fn stream_after_content(req: &Request) -> Result<Value, BodyError> {
    let content = req.content().await?.len();
    let stream = req.chunk().await?.map_or(0, |chunk| chunk.len());
    Ok(json!({ "content": content, "stream": stream }))
}

#[route("/files-then-form")]
async fn files_then_form(req: &Request) -> Result<Value, BodyError> {
    let form = req.form().await?;
    let files: BTreeMap<_, _> = form.files().collect();
    let fields: BTreeMap<_, _> = form.iter().collect();
    Ok(json!({ "files": files.keys().collect::<Vec<_>>(), "form": fields }))
}

#[route("/query")]
fn query(req: &Request) -> Value {
    last_and_lists(req.query().iter())
}

#[route("/header/{name}")]
fn header(name: &str, req: &Request) -> Value {
    json!({ "value": req.header(name) })
}

#[route("/cookies")]
fn cookies(req: &Request) -> Value {
    json!({ "cookies": req.cookies().iter().collect::<BTreeMap<_, _>>() })
}

#[route("/info/{id:int}")]
fn info(id: i64, req: &Request) -> Value {
    json!({
        "method": req.method().as_str(),
        "path": req.path(),
        "query": req.uri().query().unwrap_or_default(),
        "full_url": req.url(),
        "is_secure": req.is_secure(),
        "is_json": req.is_json(),
        "path_params": { "id": id },
        "mimetype": req.media_type().unwrap_or_default(),
        "client": req.client_ip().map(|address| address.to_string()),
    })
}

#[route("/accepts")]
fn accepts(#[query(alias = "type")] kind: &str, req: &Request) -> String {
    let media_type = if kind.contains('/') { kind.to_owned() } else { format!("application/{kind}") };
    req.accepts(&media_type).to_string()
}

/// The state of a request is what a guard or dependency provides.
struct State {
    x: u32,
}

#[dependency]
fn state() -> State {
    State { x: 1 }
}

#[route("/state")]
fn of_state(state: &State) -> Value {
    json!({ "x": state.x })
}

#[post("/upload")]
fn upload(#[file] f: Upload, #[form] name: &str, #[form(default = 1)] count: i64) -> Result<Value, BodyError> {
    Ok(json!({
        "filename": f.file_name(), "content": f.text()?, "name": name, "count": count,
        "type": f.media_type(), "size": f.bytes().len(),
    }))
}

#[post("/upload/many")]
fn upload_many(#[file] files: Vec<Upload>) -> Value {
    json!({ "names": files.iter().map(Upload::file_name).collect::<Vec<_>>() })
}

#[post("/upload/optional")]
fn upload_optional(#[file] file: Option<Upload>) -> Value {
    json!({ "got": file.is_some() })
}

#[post("/upload/annotated")]
fn upload_annotated(#[file] f: Upload, #[form] tag: &str) -> Value {
    json!({ "filename": f.file_name(), "tag": tag })
}

#[post("/upload/save")]
async fn upload_save(#[file] image: Upload) -> Result<Value, std::io::Error> {
    let folder = std::env::temp_dir().join(format!("contract-{}", std::process::id()));
    let path = folder.join("uploads/images/file.bin");
    image.save(&path).await?;
    let size = std::fs::metadata(&path)?.len();
    std::fs::remove_dir_all(folder)?;
    Ok(json!({ "saved": "file.bin", "size": size }))
}

/// The disk is full, say.
#[exception_handler]
fn not_saved(_exc: std::io::Error, resp: &mut Response) {
    resp.status(507);
}

#[post("/upload/then-content")]
async fn upload_then_content(#[file] f: Upload, req: &Request) -> Result<Value, BodyError> {
    Ok(json!({ "file": f.bytes().len(), "body_larger": req.content().await?.len() > 20 }))
}

#[post("/form/typed")]
async fn form_typed(#[form] name: &str, #[form(default)] tags: Vec<String>) -> Value {
    json!({ "name": name, "tags": tags })
}

//! Forms, as browsers send them: `application/x-www-form-urlencoded` and `multipart/form-data` (RFC 7578).

use std::io;
use std::path::Path;

use bytes::Bytes;

use super::body::BodyError;

/// The most fields and files that a form may have.
const MAX_PARTS: usize = 1_000;

/// The fields and files of a form, in their order.
///
/// ```
/// # use responder::prelude::*;
/// # #[api] struct Api;
/// #[post("/profile")]
/// async fn profile(req: &Request) -> Result<Value, BodyError> {
///     let form = req.form().await?;
///     let picture = form.file("picture").map_or(0, |file| file.bytes().len());
///     Ok(json!({ "name": form.get("name"), "picture": picture }))
/// }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Form {
    fields: Vec<(String, String)>,
    files: Vec<(String, Upload)>,
}

impl Form {
    /// The last text with this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().rev().find(|(known, _)| known == name).map(|(_, text)| text.as_str())
    }

    /// All texts with this name.
    pub fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s str> + 's {
        self.fields.iter().filter(move |(known, _)| known == name).map(|(_, text)| text.as_str())
    }

    /// Name and text of each field that is no file.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// The last file with this name.
    pub fn file(&self, name: &str) -> Option<&Upload> {
        self.files().filter(|(known, _)| *known == name).last().map(|(_, file)| file)
    }

    /// Name and content of each file.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Upload)> {
        self.files.iter().map(|(name, file)| (name.as_str(), file))
    }

    pub(super) fn of_pairs(body: &[u8]) -> Result<Self, BodyError> {
        let fields: Vec<_> = form_urlencoded::parse(body).into_owned().take(MAX_PARTS + 1).collect();
        if fields.len() > MAX_PARTS { Err(BodyError::TooLarge) } else { Ok(Form { fields, files: Vec::new() }) }
    }

    pub(super) async fn of_parts(content_type: &str, body: Bytes) -> Result<Self, BodyError> {
        let malformed = |_| BodyError::Malformed("form");
        let boundary = multer::parse_boundary(content_type).map_err(malformed)?;
        let stream = futures_util::stream::once(async move { Ok::<_, std::convert::Infallible>(body) });
        let mut parts = multer::Multipart::new(stream, boundary);
        let mut form = Form::default();
        while let Some(part) = parts.next_field().await.map_err(malformed)? {
            if form.fields.len() + form.files.len() == MAX_PARTS {
                return Err(BodyError::TooLarge);
            }
            let Some(name) = part.name().map(str::to_owned) else {
                return Err(BodyError::Malformed("form"));
            };
            match part.file_name().map(str::to_owned) {
                Some(file_name) => {
                    let media_type = part.content_type().map(ToString::to_string);
                    let bytes = part.bytes().await.map_err(malformed)?;
                    form.files.push((name, Upload { file_name, media_type, bytes }));
                }
                None => form.fields.push((name, part.text().await.map_err(malformed)?)),
            }
        }
        Ok(form)
    }
}

/// A file of a form: the type of a `#[file]` argument.
///
/// ```
/// # use responder::prelude::*;
/// # #[api] struct Api;
/// #[post("/upload")]
/// fn upload(#[file] document: Upload) -> Value {
///     json!({ "name": document.file_name(), "size": document.bytes().len() })
/// }
/// ```
///
/// It is held in memory, bounded by [`Limits::body_size`](crate::Limits::body_size) for the whole request.
#[derive(Clone, Debug)]
pub struct Upload {
    file_name: String,
    media_type: Option<String>,
    bytes: Bytes,
}

impl Upload {
    /// What the file is called on the client's side, without folders. It is the client's choice: never a path to write to.
    pub fn file_name(&self) -> &str {
        let name = self.file_name.rsplit(['/', '\\']).next().unwrap_or_default();
        if matches!(name, "." | "..") { "" } else { name }
    }

    /// The media type that the client claims.
    pub fn media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }

    /// The content; a copy of it is cheap.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The content as text.
    ///
    /// # Errors
    /// [`BodyError::Malformed`] if it is not UTF-8.
    pub fn text(&self) -> Result<&str, BodyError> {
        std::str::from_utf8(&self.bytes).map_err(|_| BodyError::Malformed("text"))
    }

    /// Writes the content to a file, replacing what is there, and makes the folders that are missing.
    ///
    /// # Errors
    /// Whatever keeps the file from being written.
    pub async fn save(&self, path: impl AsRef<Path>) -> io::Result<()> {
        let (path, bytes) = (path.as_ref().to_owned(), self.bytes.clone());
        let write = move || {
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder)?;
            }
            std::fs::write(path, bytes)
        };
        tokio::task::spawn_blocking(write).await.map_err(io::Error::other)?
    }
}

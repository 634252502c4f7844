//! Files as answers.

mod directory;
mod disposition;
mod media_type;
mod pieces;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::HeaderValue;
use http::header::{ACCEPT_RANGES, CONTENT_DISPOSITION, CONTENT_TYPE};

pub use directory::Directory;
pub(crate) use pieces::{Part, pieces};

use super::content::Content;
use super::reply::Reply;
use super::response::Response;
use super::validator::EntityTag;

/// A file that is not longer is read when it is opened; the others while they are sent.
const SMALL: u64 = 64 * 1024;

/// An open file, as a handler returns it: see [`Directory::open`].
///
/// It is answered with its media type (by the end of its name), its length, `Last-Modified` and a weak `ETag`; with 304 if
/// the client has it already, and in parts for who asks for ranges (RFC 9110 section 14). It is read while it is sent, in
/// pieces, and not on the threads that serve.
///
/// ```
/// use responder::prelude::*;
/// use responder::{Directory, File};
/// #[api]
/// struct Api { reports: Directory }
///
/// #[get("/reports/{name:path}")]
/// async fn report(api: &Api, name: &str) -> Result<File, Problem> {
///     Ok(api.reports.open(name).await?.download())
/// }
/// ```
#[derive(Debug)]
pub struct File {
    /// The last part of its path.
    name: String,
    data: Data,
    size: u64,
    modified: Option<SystemTime>,
    media_type: &'static str,
    /// Whether it belongs to a site whose texts are all UTF-8, and which changes as a whole.
    is_static: bool,
    disposition: Option<HeaderValue>,
}

/// What it consists of.
#[derive(Debug)]
pub(crate) enum Data {
    Read(Bytes),
    Open(std::fs::File),
}

impl File {
    /// The last part of its path.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its length in bytes when it was opened, which is how much of it is sent.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// When it has changed last, if the system knows.
    pub fn modified(&self) -> Option<SystemTime> {
        self.modified
    }

    /// To be saved by the client, under its own name, instead of shown.
    pub fn download(self) -> Self {
        let name = self.name.clone();
        self.download_as(&name)
    }

    /// To be saved by the client under this name (RFC 6266). What cannot stand in a file name, control characters and
    /// slashes, is left out.
    pub fn download_as(mut self, name: &str) -> Self {
        self.disposition = Some(disposition::attachment(name));
        self
    }

    /// As a file of a site: UTF-8, and tagged by its content where that is short.
    pub(crate) fn of_site(mut self) -> Self {
        self.is_static = true;
        self
    }

    pub(crate) fn into_data(self) -> Data {
        self.data
    }

    /// What tells this version from others. By time and size it is weak: two versions can have both in common.
    fn tag(&self) -> EntityTag {
        if let (true, Data::Read(bytes)) = (self.is_static, &self.data) {
            return EntityTag::of_content(bytes);
        }
        let since = self.modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or(Duration::ZERO);
        EntityTag::weak(&format!("{:x}-{:x}", self.size, since.as_nanos()))
    }

    /// The media type of texts that are said to be of this type.
    fn of_type(&self, media_type: &'static str) -> HeaderValue {
        let is_text = media_type.starts_with("text/");
        match is_text && self.is_static {
            true => HeaderValue::try_from(format!("{media_type}; charset=utf-8"))
                .unwrap_or(HeaderValue::from_static("application/octet-stream")),
            false => HeaderValue::from_static(media_type),
        }
    }

    /// The type of an answer that has nothing of the file.
    pub(crate) fn type_of_nothing(&self) -> HeaderValue {
        self.of_type("text/plain")
    }
}

#[diagnostic::do_not_recommend]
impl Reply for File {
    fn apply(self, resp: &mut Response) {
        resp.file(self);
    }
}

impl Response {
    /// A file, in place of another body. Header fields that are set after it replace its own.
    ///
    /// ```
    /// use responder::prelude::*;
    /// use responder::Directory;
    /// # #[api] struct Api { pictures: Directory }
    /// #[get("/logo")]
    /// async fn logo(api: &Api, resp: &mut Response) -> Result<(), Problem> {
    ///     resp.file(api.pictures.open("logo.bin").await?).header("content-type", "image/x-icon");
    ///     Ok(())
    /// }
    /// ```
    pub fn file(&mut self, file: File) -> &mut Self {
        self.etag(file.tag());
        if let Some(modified) = file.modified {
            self.last_modified(modified);
        }
        let fields = self.headers_mut();
        fields.insert(CONTENT_TYPE, file.of_type(file.media_type));
        fields.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        if let Some(disposition) = &file.disposition {
            fields.insert(CONTENT_DISPOSITION, disposition.clone());
        }
        self.set_content(Content::File(Box::new(file)))
    }
}

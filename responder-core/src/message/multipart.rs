//! A multipart form a part at a time, for files that are larger than memory should hold (RFC 7578).

use std::fmt;
use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use bytes::Bytes;
use futures_util::stream;
use http::header::CONTENT_TYPE;

use super::body::BodyError;
use super::form::{MAX_PARTS, without_folders};
use super::problem::Problem;
use super::request::Request;

/// The parts of a multipart form, as they arrive.
///
/// ```
/// use responder::prelude::*;
/// use responder::UploadError;
/// # #[api] struct Api;
/// #[post("/videos")]
/// async fn upload(req: &Request) -> Result<Value, UploadError> {
///     let mut parts = req.multipart()?;
///     let mut saved = 0;
///     while let Some(part) = parts.next().await? {
///         if part.file_name().is_some() {
///             let path = std::env::temp_dir().join("responder-doc").join(format!("video-{saved}"));
///             part.limit(500 * 1024 * 1024).save(path).await?;
///             saved += 1;
///         }
///     }
///     Ok(json!({ "saved": saved }))
/// }
/// ```
///
/// [`Limits::body_size`](crate::Limits::body_size) counts for all parts together: an app that takes large files sets it.
pub struct Multipart<'r> {
    parts: multer::Multipart<'r>,
    count: usize,
}

impl Request {
    /// The parts of the multipart form that is the body, as they arrive. Then nothing else can read the body.
    ///
    /// # Errors
    /// [`BodyError::UnsupportedMediaType`] (415) if the body is none, [`BodyError::Malformed`] (400) without a boundary.
    pub fn multipart(&self) -> Result<Multipart<'_>, BodyError> {
        let content_type = self.header(CONTENT_TYPE.as_str()).unwrap_or_default();
        let boundary = multer::parse_boundary(content_type).map_err(|error| match error {
            multer::Error::NoBoundary => BodyError::Malformed("form"),
            _ => BodyError::UnsupportedMediaType,
        })?;
        // Its limits are those of all bodies.
        let chunks = stream::unfold(self, |request| async move {
            let chunk = request.chunk().await.transpose()?;
            Some((chunk, request))
        });
        Ok(Multipart { parts: multer::Multipart::new(chunks, boundary), count: 0 })
    }
}

impl<'r> Multipart<'r> {
    /// The next part. What was not read of the one before is passed over.
    ///
    /// # Errors
    /// As [`Request::content`], and [`BodyError::Malformed`] (400) if it is broken; 1,000 parts are too many (413).
    pub async fn next(&mut self) -> Result<Option<Part<'r>>, BodyError> {
        let Some(field) = self.parts.next_field().await.map_err(broken)? else { return Ok(None) };
        self.count += 1;
        match field.name() {
            _ if self.count > MAX_PARTS => Err(BodyError::TooLarge),
            None => Err(BodyError::Malformed("form")),
            Some(_) => Ok(Some(Part { field, left: usize::MAX })),
        }
    }
}

/// A part of a [`Multipart`] form: a field, or a file.
pub struct Part<'r> {
    field: multer::Field<'r>,
    left: usize,
}

impl Part<'_> {
    /// What the form calls it.
    pub fn name(&self) -> &str {
        self.field.name().unwrap_or_default()
    }

    /// What the file is called on the client's side, without folders; `None` if it is no file. It is the client's choice:
    /// never a path to write to.
    pub fn file_name(&self) -> Option<&str> {
        self.field.file_name().map(without_folders)
    }

    /// The media type that the client claims, in the form `type/subtype`.
    pub fn media_type(&self) -> Option<&str> {
        self.field.content_type().map(|media_type| media_type.essence_str())
    }

    /// It may have so many bytes; more is 413.
    pub fn limit(mut self, bytes: usize) -> Self {
        self.left = bytes;
        self
    }

    /// The next piece of it, `None` at its end.
    ///
    /// # Errors
    /// As [`Multipart::next`], and [`BodyError::TooLarge`] (413) beyond its [`limit`](Self::limit).
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, BodyError> {
        let Some(chunk) = self.field.chunk().await.map_err(broken)? else { return Ok(None) };
        self.left = self.left.checked_sub(chunk.len()).ok_or(BodyError::TooLarge)?;
        Ok(Some(chunk))
    }

    /// All of it as text.
    ///
    /// # Errors
    /// As [`chunk`](Self::chunk), and [`BodyError::Malformed`] (400) if it is not UTF-8.
    pub async fn text(mut self) -> Result<String, BodyError> {
        let mut all = Vec::new();
        while let Some(chunk) = self.chunk().await? {
            all.extend_from_slice(&chunk);
        }
        String::from_utf8(all).map_err(|_| BodyError::Malformed("text"))
    }

    /// Writes it to a file as it arrives, replacing what is there, and makes the folders that are missing; gives the number
    /// of bytes. A file that could not be completed is removed.
    ///
    /// # Errors
    /// As [`chunk`](Self::chunk), or whatever keeps the file from being written.
    pub async fn save(mut self, path: impl AsRef<Path>) -> Result<u64, UploadError> {
        let mut file = Saving::begin(path.as_ref().to_owned()).await?;
        while let Some(chunk) = self.chunk().await? {
            file.write(chunk).await?;
        }
        Ok(file.complete())
    }
}

/// A file that is being written, and is removed if it is not completed.
struct Saving {
    path: PathBuf,
    file: Option<File>,
    length: u64,
    is_complete: bool,
}

impl Saving {
    async fn begin(path: PathBuf) -> io::Result<Self> {
        blocking(move || {
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder)?;
            }
            let file = Some(File::create(&path)?);
            Ok(Saving { path, file, length: 0, is_complete: false })
        })
        .await
    }

    async fn write(&mut self, chunk: Bytes) -> io::Result<()> {
        let mut file = self.file.take().ok_or(io::ErrorKind::BrokenPipe)?;
        self.length += chunk.len() as u64;
        self.file = Some(blocking(move || file.write_all(&chunk).map(|()| file)).await?);
        Ok(())
    }

    fn complete(mut self) -> u64 {
        self.is_complete = true;
        self.length
    }
}

impl Drop for Saving {
    fn drop(&mut self) {
        if !self.is_complete {
            // Half a file is worse than none; that it cannot be removed is not worth another error.
            _ = std::fs::remove_file(&self.path);
        }
    }
}

/// Disks are waited for elsewhere.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
}

/// A part could not be saved.
#[derive(Debug)]
#[non_exhaustive]
pub enum UploadError {
    /// It could not be read: 400, 408, 413 or 415.
    Body(BodyError),
    /// It could not be written: 500, with nothing of the reason.
    Write(io::Error),
}

impl From<BodyError> for UploadError {
    fn from(error: BodyError) -> Self {
        UploadError::Body(error)
    }
}

impl From<io::Error> for UploadError {
    fn from(error: io::Error) -> Self {
        UploadError::Write(error)
    }
}

impl fmt::Display for UploadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            UploadError::Body(error) => error.fmt(f),
            UploadError::Write(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for UploadError {}

impl From<UploadError> for Problem {
    fn from(error: UploadError) -> Problem {
        match error {
            UploadError::Body(error) => error.into(),
            UploadError::Write(error) => {
                tracing::error!("an upload could not be saved: {error}");
                Problem::internal()
            }
        }
    }
}

fn broken(error: multer::Error) -> BodyError {
    match error {
        multer::Error::StreamReadFailed(error) => match error.downcast::<BodyError>() {
            Ok(error) => *error,
            Err(_) => BodyError::Incomplete,
        },
        _ => BodyError::Malformed("form"),
    }
}

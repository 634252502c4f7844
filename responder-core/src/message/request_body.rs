//! What a request has as its body, in every form in which it can be read.

use std::borrow::Cow;
use std::sync::Arc;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::body::{BodyError, Reading};
use super::charset;
use super::form::Form;
use super::format::Format;
use super::request::Request;
use crate::validation::{Input, Invalid, violation_of};

/// How browsers send a form without files.
const URLENCODED: &str = "application/x-www-form-urlencoded";
/// How they send one with files.
const MULTIPART: &str = "multipart/form-data";

impl Request {
    /// The bytes of the body. It is read once and kept.
    ///
    /// # Errors
    /// [`BodyError::TooLarge`] over the app's limit, [`BodyError::Incomplete`] if the client broke off.
    pub async fn content(&self) -> Result<Bytes, BodyError> {
        self.body.bytes().await
    }

    /// The next piece of the body as it arrives, `None` at its end, so that a large one need not be held in memory.
    ///
    /// Then [`content`](Self::content) and what else reads all of it fails: it is no longer all there. The other way round,
    /// this gives what was read, once.
    ///
    /// ```
    /// # use responder::prelude::*;
    /// # #[api] struct Api;
    /// #[post("/count")]
    /// async fn count(req: &Request) -> Result<Value, BodyError> {
    ///     let mut bytes = 0;
    ///     while let Some(chunk) = req.chunk().await? {
    ///         bytes += chunk.len();
    ///     }
    ///     Ok(json!({ "bytes": bytes }))
    /// }
    /// ```
    ///
    /// # Errors
    /// As [`content`](Self::content); the limits count for all pieces together.
    pub async fn chunk(&self) -> Result<Option<Bytes>, BodyError> {
        self.body.chunk().await
    }

    /// The body as text, in the charset that its `Content-Type` names, or else UTF-8.
    ///
    /// # Errors
    /// As [`content`](Self::content); [`BodyError::Malformed`] (400) if it is no text in that charset,
    /// [`BodyError::UnsupportedMediaType`] (415) if nobody knows the charset.
    pub async fn text(&self) -> Result<String, BodyError> {
        let bytes = self.content().await?;
        let charset = match self.media_type_parameter("charset") {
            Some(label) => charset::of_label(label).ok_or(BodyError::UnsupportedMediaType)?,
            None => encoding_rs::UTF_8,
        };
        let text = charset.decode_without_bom_handling_and_without_replacement(&bytes);
        text.map(Cow::into_owned).ok_or(BodyError::Malformed("text"))
    }

    /// The fields and files of the form that is the body.
    ///
    /// # Errors
    /// As [`content`](Self::content); [`BodyError::Malformed`] (400) if it is broken,
    /// [`BodyError::UnsupportedMediaType`] (415) if the body is no form.
    pub async fn form(&self) -> Result<&Form, BodyError> {
        self.load_body().await;
        self.loaded_form()
    }

    /// The body as a `T`, by its `Content-Type`: JSON (also when there is none), a URL-encoded or
    /// multipart form, MessagePack, or with the feature `yaml` YAML.
    ///
    /// # Errors
    /// As [`content`](Self::content); [`BodyError::Malformed`] (400) if it is not in that format,
    /// [`BodyError::Invalid`] (422) if it is not a `T`, [`BodyError::UnsupportedMediaType`] (415).
    pub async fn media<T: DeserializeOwned>(&self) -> Result<T, BodyError> {
        self.load_body().await;
        self.loaded_media()
    }

    /// The body as a `T` in this format, whatever its `Content-Type`.
    ///
    /// # Errors
    /// As [`media`](Self::media).
    pub async fn media_as<T: DeserializeOwned>(&self, format: Format) -> Result<T, BodyError> {
        format.decode(&self.content().await?)
    }

    /// How long the body takes to arrive; `None` if there is nothing to wait for.
    pub(crate) fn reading(&self) -> Option<Arc<Reading>> {
        self.body.reading()
    }

    /// Whether there is a body that nobody has read.
    pub(crate) fn has_unread_body(&self) -> bool {
        self.body.is_unread()
    }

    /// The media type of the body without parameters, in lower case; `None` if the request does not say.
    pub fn media_type(&self) -> Option<String> {
        self.essence()
    }

    /// Whether the body is JSON, by its `Content-Type`.
    pub fn is_json(&self) -> bool {
        self.essence().is_some_and(|essence| Format::of_media_type(&essence) == Some(Format::Json))
    }

    /// Whether the body is a form, as a browser submits it.
    pub fn is_form(&self) -> bool {
        matches!(self.essence().as_deref(), Some(URLENCODED | MULTIPART))
    }

    /// Reads what [`loaded_media`](Self::loaded_media) needs; errors are kept for it.
    pub(crate) async fn load_body(&self) {
        let bytes = self.body.bytes().await;
        let form = &self.decodings().form;
        if form.get().is_none() && self.is_form() {
            let is_urlencoded = self.essence().as_deref() == Some(URLENCODED);
            let content_type = self.header(CONTENT_TYPE.as_str()).unwrap_or_default();
            let read = match bytes {
                Ok(bytes) if is_urlencoded => Form::of_pairs(&bytes),
                // Boxed: it is long, and few bodies are of parts.
                Ok(bytes) => Box::pin(Form::of_parts(content_type, bytes)).await,
                Err(error) => Err(error),
            };
            form.get_or_init(|| read);
        }
    }

    /// The form, after [`load_body`](Self::load_body).
    pub(super) fn loaded_form(&self) -> Result<&Form, BodyError> {
        match self.decodings().form.get() {
            Some(form) => form.as_ref().map_err(BodyError::clone),
            None => Err(self.body.buffered().err().unwrap_or(BodyError::UnsupportedMediaType)),
        }
    }

    /// The body as a `T`, after [`load_body`](Self::load_body).
    pub(crate) fn loaded_media<T: DeserializeOwned>(&self) -> Result<T, BodyError> {
        let bytes = self.body.buffered()?;
        match self.essence().as_deref() {
            Some(URLENCODED) => decode_form(&bytes),
            Some(MULTIPART) => {
                let pairs =
                    form_urlencoded::Serializer::new(String::new()).extend_pairs(self.loaded_form()?.iter()).finish();
                decode_form(pairs.as_bytes())
            }
            essence => self.format(essence)?.decode(&bytes),
        }
    }

    /// Reads a value out of the body, after [`load_body`](Self::load_body).
    pub(super) fn read_loaded<T>(&self, read: impl FnOnce(Input<'_>) -> T) -> Result<T, BodyError> {
        let bytes = self.body.buffered()?;
        let essence = self.essence();
        if matches!(essence.as_deref(), Some(URLENCODED | MULTIPART)) {
            let pairs: Vec<_> = self.loaded_form()?.iter().collect();
            return Ok(read(Input::Pairs(&pairs)));
        }
        let value: Value = self.format(essence.as_deref())?.decode(&bytes)?;
        Ok(read(Input::Value(&value)))
    }

    /// The format of a body of this media type; JSON if the request does not say.
    fn format(&self, essence: Option<&str>) -> Result<Format, BodyError> {
        let format = match essence {
            Some(essence) => Format::of_media_type(essence),
            None => (!self.head.headers.contains_key(CONTENT_TYPE)).then_some(Format::Json),
        };
        format.ok_or(BodyError::UnsupportedMediaType)
    }

    /// The media type without parameters, in lower case.
    fn essence(&self) -> Option<String> {
        let value = self.header(CONTENT_TYPE.as_str())?;
        let essence = value.split(';').next().unwrap_or_default().trim();
        (!essence.is_empty()).then(|| essence.to_ascii_lowercase())
    }

    /// A parameter of the media type.
    fn media_type_parameter(&self, name: &str) -> Option<&str> {
        let parameters = self.header(CONTENT_TYPE.as_str())?.split(';').skip(1);
        let mut named = parameters.filter_map(|parameter| parameter.split_once('='));
        let (_, value) = named.find(|(known, _)| known.trim().eq_ignore_ascii_case(name))?;
        Some(value.trim().trim_matches('"'))
    }
}

fn decode_form<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, BodyError> {
    serde_html_form::from_bytes(bytes)
        .map_err(|error| BodyError::Invalid(Invalid::one(violation_of(Vec::new(), &error.to_string()))))
}

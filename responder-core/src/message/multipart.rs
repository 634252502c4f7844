//! `multipart/form-data` read as a form: its text fields as pairs (RFC 7578).

use bytes::Bytes;

use super::body::BodyError;

/// The most parts that a form may have.
const MAX_PARTS: usize = 1_000;

/// The text fields of a multipart body. Files are left out: they are not form values.
pub(crate) async fn fields(content_type: &str, body: Bytes) -> Result<Vec<(String, String)>, BodyError> {
    let malformed = |_| BodyError::Malformed("form");
    let boundary = multer::parse_boundary(content_type).map_err(malformed)?;
    let stream = futures_util::stream::once(async move { Ok::<_, std::convert::Infallible>(body) });
    let mut parts = multer::Multipart::new(stream, boundary);
    let mut pairs = Vec::new();
    let mut count = 0;
    while let Some(part) = parts.next_field().await.map_err(malformed)? {
        count += 1;
        if count > MAX_PARTS {
            return Err(BodyError::TooLarge);
        }
        let Some(name) = part.name().map(str::to_owned) else {
            return Err(BodyError::Malformed("form"));
        };
        if part.file_name().is_none() {
            pairs.push((name, part.text().await.map_err(malformed)?));
        }
    }
    Ok(pairs)
}

//! Messages as services of other crates have them.

use std::any::Any;
use std::error::Error;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_util::stream::{Stream, unfold};
use http::header::{CONNECTION, CONTENT_LENGTH, TE, TRAILER, TRANSFER_ENCODING, UPGRADE};
use http::{HeaderMap, HeaderName};
use http_body::{Body, Frame, SizeHint};
use http_body_util::BodyExt;
use http_body_util::combinators::UnsyncBoxBody;

use super::body::{BodyError, BodySlot};
use super::content::Content;
use super::request::Request;
use super::response::Response;
use super::stream::Chunks;

/// The body of a request or an answer that goes to a service of another crate, or comes from one. One that cannot be
/// completed ends with an error.
///
/// ```
/// use responder::AppBody;
/// let response = http::Response::new(AppBody::new(String::from("hello")));
/// # let _ = response;
/// ```
#[derive(Debug, Default)]
pub struct AppBody(UnsyncBoxBody<Bytes, Box<dyn Error + Send + Sync>>);

impl AppBody {
    /// This body, whatever its type.
    pub fn new<B>(body: B) -> Self
    where
        B: Body<Data = Bytes> + Send + 'static,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        let mut body = Some(body);
        // One of these is not put into another one.
        if let Some(body) = (&mut body as &mut dyn Any).downcast_mut::<Option<AppBody>>().and_then(Option::take) {
            return body;
        }
        body.map_or_else(AppBody::default, |body| AppBody(body.map_err(Into::into).boxed_unsync()))
    }
}

impl Body for AppBody {
    type Data = Bytes;
    type Error = Box<dyn Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Box<dyn Error + Send + Sync>>>> {
        Pin::new(&mut self.0).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}

/// What is about a connection and not about the message (RFC 9110 section 7.6.1).
const HOP_BY_HOP: [HeaderName; 7] = [
    CONNECTION,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
    TE,
    TRAILER,
    TRANSFER_ENCODING,
    UPGRADE,
];

impl Request {
    /// The same request for a service. Its body goes there, a piece at a time and within the limits.
    ///
    /// Fields that `Connection` names stay: a client could take those away that a hook has set.
    pub(crate) fn hand_over(&mut self) -> http::Request<AppBody> {
        let mut head = self.head.clone();
        HOP_BY_HOP.iter().for_each(|name| _ = head.headers.remove(name));
        http::Request::from_parts(head, self.body.hand_over().into_foreign())
    }
}

impl Response {
    /// Becomes what a service has answered.
    pub(crate) fn take_over(&mut self, answer: http::Response<AppBody>, is_head: bool) {
        let (head, body) = answer.into_parts();
        let mut fields = head.headers;
        let said = fields.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        drop_connection_fields(&mut fields);
        // Said by hyper, who knows it; only of what is not sent nobody else does.
        fields.remove(CONTENT_LENGTH);
        let length = match body.size_hint().exact() {
            Some(0) | None if is_head => said,
            length => length,
        };
        self.status(head.status);
        *self.headers_mut() = fields;
        self.set_content(content_of(body, length, is_head));
    }
}

/// The content of an answer whose body is somebody else's.
pub(crate) fn content_of(body: AppBody, length: Option<u64>, is_head: bool) -> Content {
    if length == Some(0) || (body.is_end_stream() && !is_head) {
        return Content::default();
    }
    // Trailers are passed over: nobody here could say which of them may be sent on.
    let chunks = Chunks::new(body.into_data_stream());
    Content::Stream(Box::new(match length {
        Some(length) => chunks.of_length(length),
        None => chunks,
    }))
}

fn drop_connection_fields(fields: &mut HeaderMap) {
    let lines = fields.get_all(CONNECTION).iter().filter_map(|line| line.to_str().ok());
    let named: Vec<HeaderName> =
        lines.flat_map(|line| line.split(',')).filter_map(|name| name.trim().parse().ok()).collect();
    HOP_BY_HOP.iter().chain(&named).for_each(|name| _ = fields.remove(name));
}

impl BodySlot {
    /// As the body of a request to a service.
    pub(crate) fn into_foreign(self) -> AppBody {
        let left = self.length();
        let pieces = unfold(Some(self), async |slot| {
            let slot = slot?;
            match slot.chunk().await.transpose()? {
                Ok(piece) => Some((Ok(piece), Some(slot))),
                Err(error) => Some((Err(error), None)),
            }
        });
        AppBody::new(Handed { pieces: Box::pin(pieces), left })
    }
}

/// A body of a request, as a service reads it.
struct Handed {
    pieces: Pin<Box<dyn Stream<Item = Result<Bytes, BodyError>> + Send>>,
    /// How much of it is to come, if that is known.
    left: Option<u64>,
}

impl Body for Handed {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let piece = ready!(self.pieces.as_mut().poll_next(cx));
        if let (Some(left), Some(Ok(piece))) = (&mut self.left, &piece) {
            *left = left.saturating_sub(piece.len() as u64);
        }
        Poll::Ready(piece.map(|piece| piece.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.left == Some(0)
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map_or(SizeHint::new(), SizeHint::with_exact)
    }
}

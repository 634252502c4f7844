//! What a handler reads and writes: the request, the response and what travels in them.

mod body;
mod cookies;
mod credentials;
mod format;
mod head;
mod media;
mod multipart;
mod object;
mod origin;
mod param;
mod problem;
mod query;
mod redirect;
mod refusal;
mod reply;
mod request;
mod response;
mod scheme;
mod validator;

pub(crate) use body::Reading;
pub use body::{BodyError, FromBody, RequestBody};
pub(crate) use cookies::is_cookie_name;
pub use cookies::{Cookies, SameSite, SetCookie};
pub use credentials::BasicCredentials;
pub(crate) use credentials::Presented;
pub use format::Format;
pub(crate) use head::{Preset, Written};
pub use media::{Html, Media};
pub(crate) use origin::{Source, is_origin};
#[cfg(test)]
pub(crate) use param::SharedPath;
pub(crate) use param::Spans;
pub use param::{FloatParam, IntParam, ParamMismatch, Params, PathParam, StrParam, UuidParam};
pub use problem::{Problem, abort};
pub use query::Query;
pub use redirect::Redirect;
pub use refusal::{Forbidden, Unauthenticated};
pub use reply::Reply;
pub use request::Request;
pub(crate) use request::{Client, Origin, host};
pub use response::{Response, Status};
pub use scheme::{Scheme, SchemeKind};
pub use validator::EntityTag;
pub(crate) use validator::{has_tag, http_date};

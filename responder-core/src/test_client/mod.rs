//! Calling an app in a test, without a socket.

mod enforce;
mod reply;

use std::collections::BTreeMap;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, SET_COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use serde::Serialize;

pub use enforce::enforce;
pub use reply::TestReply;

use crate::app::App;
use crate::application::Application;
use crate::exchange::{Staged, Stand};
use crate::lifecycle::Arrival;
use crate::message::{CookieLine, RequestBody};

/// Calls an API in the same process, through everything that a request over a socket goes through.
///
/// It keeps the cookies that it is sent. It does not follow redirects.
///
/// ```
/// use responder::prelude::*;
/// #[api]
/// struct Api;
///
/// #[get("/hello/{who}")]
/// fn hello(who: &str) -> String {
///     format!("hello, {who}!")
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let client = Api.test_client().await;
/// let reply = client.get("/hello/you").send().await;
/// assert_eq!(reply.status(), 200);
/// assert_eq!(reply.text(), "hello, you!");
/// # }
/// ```
pub struct TestClient<A: Application<Root = A>> {
    app: App<A>,
    cookies: Arc<Mutex<BTreeMap<String, String>>>,
    stands: Vec<Stand>,
}

impl<A: Application<Root = A>> TestClient<A> {
    pub(crate) async fn start(app: App<A>) -> Self {
        app.start_up().await.unwrap_or_else(|error| panic!("{error}"));
        TestClient { app, cookies: Arc::default(), stands: Vec::new() }
    }

    /// The app that is called.
    pub fn app(&self) -> &App<A> {
        &self.app
    }

    /// A client for which the guard that provides `T` has let everything pass, with this value.
    ///
    /// The guard may be one of a part of the API. Roles are still checked. The cookies are shared with
    /// this client.
    ///
    /// ```
    /// use responder::prelude::*;
    /// # #[api] struct Api;
    /// #[derive(Role, Clone)]
    /// enum Role { Admin, User }
    ///
    /// #[derive(Principal, Clone)]
    /// struct Account { name: String, #[principal(role)] role: Role }
    ///
    /// #[before_request]
    /// fn guard(_req: &Request) -> Result<Account, Problem> {
    ///     Err(abort(401))
    /// }
    ///
    /// #[get("/admin")]
    /// #[require_role("admin")]
    /// fn admin(account: &Account) -> String {
    ///     account.name.clone()
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let client = Api.test_client().await;
    /// let user = client.acting_as(Account { name: "ann".into(), role: Role::User });
    /// assert_eq!(user.get("/admin").send().await.status(), 403);
    /// let admin = client.acting_as(Account { name: "bob".into(), role: Role::Admin });
    /// assert_eq!(admin.get("/admin").send().await.text(), "bob");
    /// # }
    /// ```
    pub fn acting_as<T: Clone + Send + Sync + 'static>(&self, value: T) -> Self {
        let mut stands = self.stands.clone();
        stands.push(Arc::new(move |provided| provided.insert(value.clone())));
        TestClient { app: self.app.clone(), cookies: Arc::clone(&self.cookies), stands }
    }

    /// A request with this method to this path, which may have a query.
    ///
    /// # Panics
    /// If either cannot be sent.
    pub fn request(&self, method: &str, path: &str) -> TestRequest<A> {
        TestRequest {
            app: self.app.clone(),
            cookies: Arc::clone(&self.cookies),
            stands: self.stands.clone(),
            method: Method::from_bytes(method.as_bytes()).unwrap_or_else(|_| panic!("`{method}` is no method")),
            target: path.parse().unwrap_or_else(|_| panic!("`{path}` is no request target")),
            headers: HeaderMap::new(),
            body: Bytes::new(),
        }
    }

    /// A GET request.
    pub fn get(&self, path: &str) -> TestRequest<A> {
        self.request("GET", path)
    }

    /// A POST request.
    pub fn post(&self, path: &str) -> TestRequest<A> {
        self.request("POST", path)
    }

    /// A PUT request.
    pub fn put(&self, path: &str) -> TestRequest<A> {
        self.request("PUT", path)
    }

    /// A PATCH request.
    pub fn patch(&self, path: &str) -> TestRequest<A> {
        self.request("PATCH", path)
    }

    /// A DELETE request.
    pub fn delete(&self, path: &str) -> TestRequest<A> {
        self.request("DELETE", path)
    }

    /// The value of a cookie that the app has set.
    pub fn cookie(&self, name: &str) -> Option<String> {
        jar(&self.cookies).get(name).cloned()
    }

    /// Sends this cookie from now on.
    pub fn set_cookie(&self, name: impl Into<String>, value: impl Into<String>) {
        jar(&self.cookies).insert(name.into(), value.into());
    }

    /// Runs the `#[on_shutdown]` functions.
    ///
    /// # Errors
    /// The first error among them.
    pub async fn shut_down(self) -> crate::Result {
        self.app.shut_down().await
    }
}

fn jar(cookies: &Mutex<BTreeMap<String, String>>) -> std::sync::MutexGuard<'_, BTreeMap<String, String>> {
    cookies.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A request that is being put together; [`send`](Self::send) it, or `.await` it.
pub struct TestRequest<A: Application<Root = A>> {
    app: App<A>,
    cookies: Arc<Mutex<BTreeMap<String, String>>>,
    stands: Vec<Stand>,
    method: Method,
    target: Uri,
    headers: HeaderMap,
    body: Bytes,
}

impl<A: Application<Root = A>> TestRequest<A> {
    /// Adds a header field.
    ///
    /// # Panics
    /// If the name or the value cannot be sent.
    pub fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap_or_else(|_| panic!("`{name}` is no header name"));
        let value = HeaderValue::from_bytes(value.as_ref()).unwrap_or_else(|_| panic!("not a value for `{name}`"));
        self.headers.append(name, value);
        self
    }

    /// `Authorization: Bearer <token>`.
    pub fn bearer(self, token: impl AsRef<str>) -> Self {
        let value = format!("Bearer {}", token.as_ref());
        self.header(AUTHORIZATION.as_str(), value)
    }

    /// A JSON body.
    ///
    /// # Panics
    /// If the value cannot be written as JSON.
    pub fn json<T: Serialize + ?Sized>(self, value: &T) -> Self {
        let body = serde_json::to_vec(value).expect("the body can be written as JSON");
        self.body("application/json", body)
    }

    /// A URL-encoded form, as a browser submits it.
    pub fn form(self, pairs: &[(&str, &str)]) -> Self {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        self.body("application/x-www-form-urlencoded", body)
    }

    /// Any body.
    pub fn body(mut self, content_type: &str, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self.headers.remove(CONTENT_TYPE);
        self.header(CONTENT_TYPE.as_str(), content_type)
    }

    /// Sends it, and waits for all of the answer and for what is [done after it](crate::message::Response::background).
    /// A stream that does not end is never here in full: drop the future, with `tokio::time::timeout` say.
    pub async fn send(self) -> TestReply {
        let mut request = http::Request::new(());
        *request.method_mut() = self.method;
        *request.uri_mut() = self.target;
        *request.headers_mut() = self.headers;
        let kept: Vec<_> = jar(&self.cookies).iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !kept.is_empty()
            && let Ok(value) = HeaderValue::try_from(kept.join("; "))
        {
            request.headers_mut().append(COOKIE, value);
        }
        let (head, ()) = request.into_parts();
        let body = RequestBody::Whole(self.body);
        let staged = (!self.stands.is_empty()).then(|| Arc::new(Staged { stands: self.stands, knock: None }));
        let response = self.app.respond(Arrival { head, body, peer: None, is_secure: false, staged }).await;
        let (head, body) = response.into_parts();
        keep(&mut jar(&self.cookies), &head.headers);
        let (body, is_complete, finishing) = body.collect().await;
        if let Some(finishing) = finishing {
            finishing.run().await;
        }
        TestReply { status: head.status.as_u16(), headers: head.headers, body, is_complete }
    }
}

impl<A: Application<Root = A>> IntoFuture for TestRequest<A> {
    type Output = TestReply;
    type IntoFuture = Pin<Box<dyn Future<Output = TestReply> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

/// Keeps new cookies and forgets those that are taken back. Paths and domains make no difference.
fn keep(jar: &mut BTreeMap<String, String>, headers: &HeaderMap) {
    let lines = headers.get_all(SET_COOKIE).iter().filter_map(|line| line.to_str().ok());
    for cookie in lines.filter_map(CookieLine::parse) {
        if cookie.is_over(SystemTime::now()) {
            jar.remove(cookie.name);
        } else {
            jar.insert(cookie.name.to_owned(), cookie.value.to_owned());
        }
    }
}

//! Why an app does not start.

use crate::registry::Place;
use crate::secret::WeakKey;

/// The result of [`run`](crate::serve::Serve::run), and of a `main` that calls it.
pub type Result<T = ()> = std::result::Result<T, Error>;

/// Why an app did not start, or ended.
///
/// Its `Debug` is its message, because that is what a `main` that returns it prints.
#[derive(Clone, PartialEq, Eq)]
pub struct Error(Kind);

#[derive(Clone, PartialEq, Eq)]
enum Kind {
    NoRoutes { title: &'static str },
    Conflict { what: String, first: Place, second: Place },
    Configuration(String),
    Lifespan { name: &'static str, place: Place, error: String },
    Io(String),
}

impl Error {
    pub(crate) fn no_routes(title: &'static str) -> Self {
        Error(Kind::NoRoutes { title })
    }

    pub(crate) fn conflict(what: String, first: Place, second: Place) -> Self {
        Error(Kind::Conflict { what, first, second })
    }

    /// Something that was configured cannot be used; for start-up code of your own, too.
    pub fn configuration(what: impl Into<String>) -> Self {
        Error(Kind::Configuration(what.into()))
    }

    pub(crate) fn weak_key(variable: &str, weak: WeakKey) -> Self {
        Error::configuration(format!("{variable}: {weak}"))
    }

    pub(crate) fn lifespan(name: &'static str, place: Place, error: impl std::fmt::Display) -> Self {
        Error(Kind::Lifespan { name, place, error: error.to_string() })
    }

    pub(crate) fn io(doing: impl std::fmt::Display, error: impl std::fmt::Display) -> Self {
        Error(Kind::Io(format!("{doing}: {error}")))
    }
}

impl From<WeakKey> for Error {
    fn from(weak: WeakKey) -> Self {
        Error::configuration(weak.to_string())
    }
}

/// For a `main` that opens a socket or a file of its own before [`serve`](crate::app::App::serve).
impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Error(Kind::Io(error.to_string()))
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0 {
            Kind::NoRoutes { title } => write!(
                f,
                "`{title}` has no routes: put `#[get(\"/\")]` on a function where this API is in scope as `Api`"
            ),
            Kind::Conflict { what, first, second } => {
                write!(f, "{what} is registered twice:\n  first at {first}\n  again at {second}")
            }
            Kind::Configuration(what) => f.write_str(what),
            Kind::Lifespan { name, place, error } => write!(f, "`{name}` ({place}) failed: {error}"),
            Kind::Io(what) => f.write_str(what),
        }
    }
}

impl std::fmt::Debug for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}

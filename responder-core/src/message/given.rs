//! The arguments of a function that are read from the request: all of them, and all that is wrong with them.

use http::HeaderValue;
use smallvec::SmallVec;

use super::body::BodyError;
use super::body_way::BodyWay;
use super::form::{Form, Upload};
use super::param::Params;
use super::problem::Problem;
use super::request::Request;
use crate::validation::{Input, Invalid, Report, Way};

/// Where an argument stands in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// In the query string.
    Query,
    /// In a header field.
    Header,
    /// In a cookie.
    Cookie,
    /// In the path.
    Path,
    /// In the form that is the body.
    Form,
}

impl At {
    fn name(self) -> &'static str {
        match self {
            At::Query => "query",
            At::Header => "header",
            At::Cookie => "cookie",
            At::Path => "path",
            At::Form => "form",
        }
    }
}

/// All texts under one name; mostly one.
type Texts<'r> = SmallVec<[&'r str; 4]>;

/// What a request gives to a function, and what is wrong with it.
///
/// Every read notes its own mistakes and goes on, so that the client is told all of them at once.
pub struct Given<'r> {
    request: &'r Request,
    params: &'r Params,
    report: Report,
    /// Why there is no body to read from.
    broken: Option<BodyError>,
}

/// What an argument is if the request has nothing for it.
enum Absent<T> {
    Required,
    Otherwise(fn() -> T),
}

impl<'r> Given<'r> {
    pub(crate) fn new(request: &'r Request, params: &'r Params) -> Self {
        Given { request, params, report: Report::default(), broken: None }
    }

    /// Whether nothing is wrong so far.
    pub fn is_good(&self) -> bool {
        self.broken.is_none() && self.report.is_empty()
    }

    /// Why the function cannot be called.
    ///
    /// # Errors
    /// If it is not for what is written in the request.
    pub(crate) fn refusal(self) -> Result<Invalid, Problem> {
        match self.broken {
            // What cannot be read at all comes first.
            Some(broken) => Err(broken.into()),
            None => self.report.into_invalid().ok_or_else(Problem::internal),
        }
    }

    /// An argument that has to be there.
    pub fn required<T, W: Way<T>>(&mut self, at: At, name: &str, way: W, check: fn(&T, &mut Report)) -> Option<T> {
        self.read(at, name, way, check, Absent::Required)
    }

    /// An argument that is this if the request has nothing for it.
    pub fn otherwise<T, W: Way<T>>(
        &mut self,
        at: At,
        name: &str,
        way: W,
        check: fn(&T, &mut Report),
        default: fn() -> T,
    ) -> Option<T> {
        self.read(at, name, way, check, Absent::Otherwise(default))
    }

    /// An argument that may be missing.
    pub fn optional<T, W: Way<T>>(
        &mut self,
        at: At,
        name: &str,
        way: W,
        check: fn(&T, &mut Report),
    ) -> Option<Option<T>> {
        let is_there = match W::HAS_FIELDS {
            true => !self.pairs(at)?.is_empty(),
            false => !self.texts(at, name)?.is_empty(),
        };
        if is_there { self.required(at, name, way, check).map(Some) } else { Some(None) }
    }

    fn read<T, W: Way<T>>(
        &mut self,
        at: At,
        name: &str,
        way: W,
        check: fn(&T, &mut Report),
        absent: Absent<T>,
    ) -> Option<T> {
        if W::HAS_FIELDS {
            let pairs = self.pairs(at)?;
            return checked(way.read(Input::Pairs(&pairs), &mut self.report)?, &mut self.report, check);
        }
        let texts = self.texts(at, name)?;
        let read = |report: &mut Report| match (texts.is_empty(), absent) {
            (true, Absent::Required) => {
                report.missing();
                None
            }
            (true, Absent::Otherwise(default)) => Some(default()),
            (false, _) => checked(way.read(Input::Texts(&texts), report)?, report, check),
        };
        self.report.at(at.name(), |report| report.at(name, read))
    }

    /// A text that has to be there, without a copy of it.
    pub fn text(&mut self, at: At, name: &str, check: fn(&&'r str, &mut Report)) -> Option<&'r str> {
        let text = self.text_or_none(at, name, check)?;
        if text.is_none() {
            self.report.at(at.name(), |report| report.at(name, Report::missing));
        }
        text
    }

    /// A text that is this if the request has none.
    pub fn text_otherwise(
        &mut self,
        at: At,
        name: &str,
        check: fn(&&'r str, &mut Report),
        default: fn() -> &'r str,
    ) -> Option<&'r str> {
        self.text_or_none(at, name, check).map(|text| text.unwrap_or_else(default))
    }

    /// A text that may be missing.
    pub fn text_or_none(&mut self, at: At, name: &str, check: fn(&&'r str, &mut Report)) -> Option<Option<&'r str>> {
        let Some(text) = self.texts(at, name)?.last().copied() else { return Some(None) };
        self.report.at(at.name(), |report| report.at(name, |report| checked(text, report, check))).map(Some)
    }

    /// The file of this name in the form, which has to be there.
    pub fn file(&mut self, name: &str) -> Option<Upload> {
        let file = self.files(name)?.pop();
        if file.is_none() {
            self.report.at("file", |report| report.at(name, Report::missing));
        }
        file
    }

    /// The file of this name in the form, if it is there.
    pub fn file_or_none(&mut self, name: &str) -> Option<Option<Upload>> {
        self.files(name).map(|mut files| files.pop())
    }

    /// All files of this name in the form.
    pub fn files(&mut self, name: &str) -> Option<Vec<Upload>> {
        let files = self.form()?.files().filter(|(known, _)| *known == name);
        Some(files.map(|(_, file)| file.clone()).collect())
    }

    /// The body.
    pub fn body<T>(&mut self, way: impl BodyWay<T>) -> Option<T> {
        match way.read(self.request, &mut self.report) {
            Ok(value) => value,
            Err(error) => self.break_off(error),
        }
    }

    fn form(&mut self) -> Option<&'r Form> {
        match self.request.loaded_form() {
            Ok(form) => Some(form),
            Err(error) => self.break_off(error),
        }
    }

    fn break_off<T>(&mut self, error: BodyError) -> Option<T> {
        self.broken.get_or_insert(error);
        None
    }

    /// All texts of this name; `None` after it was noted that they cannot be read.
    fn texts(&mut self, at: At, name: &str) -> Option<Texts<'r>> {
        let request = self.request;
        let of = |pairs: &'r [(String, String)]| {
            pairs.iter().filter(|(known, _)| known == name).map(|(_, text)| text.as_str()).collect()
        };
        Some(match at {
            At::Query => of(request.query_pairs()),
            At::Cookie => of(request.cookie_pairs()),
            At::Path => self.params.get(name).into_iter().collect(),
            At::Form => self.form()?.iter().filter(|(known, _)| *known == name).map(|(_, text)| text).collect(),
            At::Header => {
                let lines: Option<_> = request.headers().get_all(name).iter().map(text_of).collect();
                if lines.is_none() {
                    let no_text = |report: &mut Report| report.violation("string_unicode", "should be text");
                    self.report.at(at.name(), |report| report.at(name, no_text));
                }
                return lines;
            }
        })
    }

    /// All names and texts there.
    fn pairs(&mut self, at: At) -> Option<Vec<(&'r str, &'r str)>> {
        let request = self.request;
        let of =
            |pairs: &'r [(String, String)]| pairs.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        Some(match at {
            At::Query => of(request.query_pairs()),
            At::Cookie => of(request.cookie_pairs()),
            At::Path => self.params.iter().collect(),
            At::Form => self.form()?.iter().collect(),
            At::Header => {
                let fields = request.headers().iter();
                fields.filter_map(|(name, value)| Some((name.as_str(), text_of(value)?))).collect()
            }
        })
    }
}

/// The value, if there is nothing more wrong with it.
fn checked<T>(value: T, report: &mut Report, check: fn(&T, &mut Report)) -> Option<T> {
    report.holds(|report| check(&value, report)).then_some(value)
}

fn text_of(value: &HeaderValue) -> Option<&str> {
    std::str::from_utf8(value.as_bytes()).ok()
}

impl From<Invalid> for Problem {
    fn from(invalid: Invalid) -> Problem {
        Problem::new(422).title("Validation Error").detail(invalid.to_string()).member("errors", invalid.to_json())
    }
}

//! Templates: pages and other texts, from files (feature `templates`).

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, UndefinedBehavior, path_loader};
use serde::Serialize;

use crate::environment::Environment;
use crate::error::{Error, Result};
use crate::message::{Html, Problem};

type Engine = minijinja::Environment<'static>;

/// The templates of a folder, in the language of [Jinja](https://docs.rs/minijinja/latest/minijinja/syntax/).
///
/// What is written into HTML is escaped, whatever the file is called, unless the template says `|safe`. A name that has no
/// value is an error, and not an empty place in the page; `{% if name %}` asks whether it has one.
///
/// A field of the API:
///
/// ```no_run
/// use responder::prelude::*;
/// use responder::{TemplateError, Templates};
///
/// #[api]
/// struct Api {
///     templates: Templates,
/// }
///
/// /// `templates/hello.html` may be `<h1>Hello, {{ name }}!</h1>`.
/// #[get("/hello/{name}")]
/// fn hello(name: &str, api: &Api) -> Result<Html<String>, TemplateError> {
///     api.templates.render("hello.html", &json!({ "name": name }))
/// }
///
/// #[tokio::main]
/// async fn main() -> responder::Result {
///     Api { templates: Templates::folder("templates")? }.run().await
/// }
/// ```
///
/// Templates are read once in production. In development ([`Environment`](crate::Environment)) they are read again when
/// they have changed.
#[derive(Clone, Debug)]
pub struct Templates {
    engines: Arc<Engines>,
}

/// One for each kind of output. A template included by another has the same kind as that.
#[derive(Debug)]
struct Engines {
    html: Engine,
    text: Engine,
}

impl Templates {
    /// The templates in this folder and below it, relative to where the program was started. Names that begin with a dot
    /// are passed over.
    ///
    /// # Errors
    /// If there is no such folder, or a file in it cannot be read, is no UTF-8, or is no template: which, and in which
    /// line.
    pub fn folder(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let told = |error: io::Error| Error::configuration(format!("templates in `{}`: {error}", path.display()));
        let mut names = Vec::new();
        collect(path, "", &mut names).map_err(told)?;
        let reloads = Environment::current()? == Environment::Development;
        let engines = Engines { html: engine(path, reloads, true), text: engine(path, reloads, false) };
        for name in &names {
            for engine in [&engines.html, &engines.text] {
                engine.get_template(name).map_err(|error| {
                    let mut cause = String::new();
                    let mut source = std::error::Error::source(&error);
                    while let Some(error) = source {
                        cause.push_str(&format!(": {error}"));
                        source = error.source();
                    }
                    Error::configuration(format!("template `{name}` in `{}`: {error}{cause}", path.display()))
                })?;
            }
        }
        Ok(Templates { engines: Arc::new(engines) })
    }

    /// The page that the template of this name makes of the data; `sub/page.html` is in a folder of its own.
    ///
    /// # Errors
    /// If there is no such template, or it asks for what the data have not. It answers itself: 500, and the reason in the
    /// log.
    pub fn render(&self, name: &str, data: &impl Serialize) -> std::result::Result<Html<String>, TemplateError> {
        rendered(self.engines.html.get_template(name), data).map(Html)
    }

    /// The text that the template makes, for what is no HTML, a mail say: nothing is escaped.
    ///
    /// # Errors
    /// As [`render`](Self::render).
    pub fn render_text(&self, name: &str, data: &impl Serialize) -> std::result::Result<String, TemplateError> {
        rendered(self.engines.text.get_template(name), data)
    }

    /// The HTML that a template makes which is no file. It may include those that are.
    ///
    /// A template is a program: never take one from a request.
    ///
    /// ```no_run
    /// use responder::{Html, Templates};
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let templates = Templates::folder("templates")?;
    /// let page = templates.render_str("Hello, {{ name }}!", &serde_json::json!({ "name": "<i>" }))?;
    /// assert_eq!(page, Html("Hello, &lt;i&gt;!".to_owned()));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As [`render`](Self::render), and if it is no template.
    pub fn render_str(
        &self,
        template: &str,
        data: &impl Serialize,
    ) -> std::result::Result<Html<String>, TemplateError> {
        let named = self.engines.html.render_named_str("(text)", template, values(data)).map(Html);
        named.map_err(TemplateError)
    }
}

fn values(data: &impl Serialize) -> Value {
    Value::from(Serde(data))
}

fn rendered(
    template: std::result::Result<minijinja::Template<'_, '_>, minijinja::Error>,
    data: &impl Serialize,
) -> std::result::Result<String, TemplateError> {
    template.and_then(|template| template.render(values(data))).map_err(TemplateError)
}

fn engine(path: &Path, reloads: bool, writes_html: bool) -> Engine {
    let mut engine = Engine::new();
    engine.set_loader(path_loader(path));
    engine.set_auto_reload(reloads);
    engine.set_auto_escape_callback(move |_| if writes_html { AutoEscape::Html } else { AutoEscape::None });
    engine.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    engine
}

/// The names of all templates below a folder. Links lead to files only, so that there is an end.
fn collect(folder: &Path, before: &str, names: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let Some(name) = name.to_str().filter(|name| !name.starts_with('.')) else { continue };
        let name = format!("{before}{name}");
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), names)?;
        } else if fs::metadata(entry.path())?.is_file() {
            names.push(name);
        }
    }
    Ok(())
}

/// A template could not be rendered. As an error of a handler it is a 500 that says nothing of it; the reason is in the
/// log, with the target `responder::templates`.
#[derive(Debug)]
pub struct TemplateError(minijinja::Error);

impl std::fmt::Display for TemplateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for TemplateError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        std::error::Error::source(&self.0)
    }
}

impl From<TemplateError> for Problem {
    fn from(error: TemplateError) -> Problem {
        tracing::error!(target: "responder::templates", "{error}");
        Problem::internal().cause(error)
    }
}

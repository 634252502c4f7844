//! Directories whose files are part of an app.

use std::path::{Path, PathBuf};

use http::Method;
use http::header::ALLOW;

use crate::error::{Error, Result};
use crate::message::{Directory, File, Problem};

/// A directory of files that are part of an app, as they are: for [`App::static_files`](crate::app::App::static_files).
///
/// ```
/// use responder::StaticFiles;
/// // The guards of the app decide who may have them, unless they are for everybody.
/// let assets = StaticFiles::new("assets").or("vendor/assets").public();
/// # let _ = assets;
/// ```
#[derive(Clone, Debug)]
pub struct StaticFiles {
    paths: Vec<PathBuf>,
    pub(crate) public: bool,
    is_single_page: bool,
}

impl StaticFiles {
    /// The files below this directory; the path is relative to where the program was started.
    pub fn new(directory: impl AsRef<Path>) -> Self {
        StaticFiles { paths: vec![directory.as_ref().into()], public: false, is_single_page: false }
    }

    /// What is not there is looked for in this directory.
    pub fn or(mut self, directory: impl AsRef<Path>) -> Self {
        self.paths.push(directory.as_ref().into());
        self
    }

    /// For everybody: no guard runs before them.
    pub fn public(mut self) -> Self {
        self.public = true;
        self
    }

    /// What is not there is answered with `index.html`, as is the directory itself: for an application in the browser that
    /// tells its pages apart by their paths.
    pub fn single_page(mut self) -> Self {
        self.is_single_page = true;
        self
    }

    /// That they are there.
    pub(crate) fn mount(self) -> Result<Directories> {
        let open = |path: &PathBuf| Directory::new(path).map_err(|error| Error::io("no static files", error));
        let directories = self.paths.iter().map(open).collect::<Result<_>>()?;
        Ok(Directories { directories, is_single_page: self.is_single_page })
    }
}

impl From<&str> for StaticFiles {
    fn from(directory: &str) -> Self {
        StaticFiles::new(directory)
    }
}

/// Directories that are there.
#[derive(Debug)]
pub(crate) struct Directories {
    directories: Vec<Directory>,
    is_single_page: bool,
}

impl Directories {
    /// The file of this name.
    pub(crate) async fn find(&self, method: &Method, name: &str) -> std::result::Result<File, Problem> {
        if method != Method::GET && method != Method::HEAD {
            return Err(Problem::new(405).detail("Method Not Allowed").header(ALLOW, "GET, HEAD"));
        }
        // Another slash in front would be another name of the same file.
        let named = (!name.starts_with('/')).then_some(name);
        for name in named.into_iter().chain(self.is_single_page.then_some("index.html")) {
            for directory in &self.directories {
                match directory.open(name).await {
                    Ok(file) => return Ok(file.of_site()),
                    Err(problem) if problem.status() == 404 => {}
                    Err(problem) => return Err(problem),
                }
            }
        }
        Err(Problem::not_found())
    }
}

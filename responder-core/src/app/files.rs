//! Directories of files within an app.

use std::sync::Arc;

use super::{App, include, plan};
use crate::application::Application;
use crate::error::{Error, Result};
use crate::registry::Place;
use crate::static_files::StaticFiles;

impl<A: Application<Root = A>> App<A> {
    /// Answers GET and HEAD below `prefix` with the files of a directory. `/` is for all that no route answers.
    ///
    /// They are routes like others: hooks run for them, and the guards of this API decide who may have them, unless they are
    /// [`public`](StaticFiles::public). No request leads out of the directory, names that begin with a dot are hidden, and
    /// directories are not listed. They are answered with 304 to who has them already, and in parts to who asks for ranges;
    /// texts are UTF-8.
    ///
    /// ```
    /// use responder::{StaticFiles, prelude::*};
    /// #[api]
    /// struct Api;
    /// #[get("/")]
    /// fn index() -> Html<&'static str> { Html("<script src=/static/lib.rs></script>") }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> responder::Result {
    /// let app = Api.into_app()?.static_files("/static", StaticFiles::new("src").public())?;
    /// assert_eq!(app.test_client().await.get("/static/lib.rs").await.status(), 200);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If a directory is not there or cannot be read; if `prefix` does not start with a slash or ends with one, or holds a
    /// parameter; if something else answers all paths below it; if this app was cloned before.
    #[track_caller]
    pub fn static_files(self, prefix: &'static str, files: impl Into<StaticFiles>) -> Result<Self> {
        let place = Place::here();
        let segments = if prefix == "/" { Vec::new() } else { include::segments(prefix)? };
        let files = files.into();
        let public = files.public;
        let mounted = Arc::new(files.mount()?);
        let mut plan = Arc::try_unwrap(self.plan)
            .map_err(|_| Error::configuration(format!("serve the files at `{prefix}` before the app is cloned")))?;
        plan::add_files(&mut plan, segments, mounted, public, place)?;
        Ok(App { plan: Arc::new(plan), ..self })
    }
}

//! A directory that files are served from, and nothing around it.

use std::fs::{self, Metadata};
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;

use super::{Data, File, SMALL, media_type};
use crate::message::Problem;

/// A directory that files are served from.
///
/// What a client asks for never leads out of it: not by `..`, not by a symbolic link, not by a name of another kind. Names
/// that begin with a dot are hidden, and only regular files are served. Everything else is 404.
///
/// ```
/// use responder::Directory;
/// # fn main() -> std::io::Result<()> {
/// let pictures = Directory::new("src")?;
/// assert!(Directory::new("no/such/directory").is_err());
/// # let _ = pictures;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Directory {
    /// Without symbolic links.
    root: Arc<Path>,
}

impl Directory {
    /// The directory at this path, relative to where the program was started.
    ///
    /// # Errors
    /// If there is none that can be read.
    pub fn new(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let told = |error: io::Error| io::Error::new(error.kind(), format!("`{}`: {error}", path.display()));
        let root = fs::canonicalize(path).map_err(told)?;
        fs::read_dir(&root).map_err(told)?;
        Ok(Directory { root: root.into() })
    }

    /// Opens the file of this name, which may come from a client: `a.txt`, `sub/a.txt`. It is opened, and read up to 64 KiB,
    /// in the blocking pool.
    ///
    /// # Errors
    /// 404 if there is no such file, or none that is served; 500 if it cannot be read.
    pub async fn open(&self, name: &str) -> Result<File, Problem> {
        let path = self.path(name).ok_or_else(not_found)?;
        let root = Arc::clone(&self.root);
        let opened = tokio::task::spawn_blocking(move || open(&root, &path)).await;
        match opened {
            Ok(Ok(file)) => Ok(file),
            Ok(Err(error)) if is_absence(&error) => Err(not_found()),
            Ok(Err(_)) | Err(_) => Err(Problem::internal()),
        }
    }

    /// Where a file of this name would be.
    fn path(&self, name: &str) -> Option<PathBuf> {
        let mut path = self.root.to_path_buf();
        let (mut names, before) = (0, path.components().count());
        for part in name.trim_start_matches('/').split('/') {
            if !may_be_served(part) {
                return None;
            }
            path.push(part);
            names += 1;
        }
        // Whatever the system may see in a name: each is one step down.
        (path.components().count() == before + names).then_some(path)
    }
}

/// Whether a name is one, and not hidden. A backslash and a colon mean more than themselves on some systems.
fn may_be_served(name: &str) -> bool {
    let odd = |character: char| character.is_control() || matches!(character, '\\' | ':');
    !name.is_empty() && !name.starts_with('.') && !name.contains(odd)
}

/// What is not there, or is not to be known.
fn not_found() -> Problem {
    Problem::new(404).detail("Not found")
}

fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied)
}

/// Opens a file, and makes sure that it is what it seemed to be: below the root, and a regular file.
fn open(root: &Path, path: &Path) -> io::Result<File> {
    let real = real_path(root, path)?;
    // Before it is opened: opening a pipe waits for its other end.
    regular(&fs::symlink_metadata(&real)?)?;
    let mut file = fs::File::open(&real)?;
    let metadata = file.metadata()?;
    regular(&metadata)?;
    // After it: somebody may have put a link in its place, or in that of a directory on the way.
    if real_path(root, &real)? != real || !is_same(&fs::symlink_metadata(&real)?, &metadata) {
        return Err(io::ErrorKind::NotFound.into());
    }
    let name = real.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let (mut size, modified) = (metadata.len(), metadata.modified().ok());
    let data = if size <= SMALL {
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
        file.by_ref().take(size).read_to_end(&mut bytes)?;
        size = bytes.len() as u64;
        Data::Read(Bytes::from(bytes))
    } else {
        Data::Open(file)
    };
    let media_type = media_type::of(&name);
    Ok(File { name, data, size, modified, media_type, is_static: false, disposition: None })
}

/// Without symbolic links; it is an error if that is outside of the root, or hidden.
fn real_path(root: &Path, path: &Path) -> io::Result<PathBuf> {
    // Links in a circle, names that are too long, a file in place of a directory: none of them is a file.
    let real = fs::canonicalize(path).map_err(|_| io::ErrorKind::NotFound)?;
    let hidden = |part: Component<'_>| part.as_os_str().as_encoded_bytes().starts_with(b".");
    match real.strip_prefix(root) {
        Ok(below) if !below.components().any(hidden) => Ok(real),
        _ => Err(io::ErrorKind::NotFound.into()),
    }
}

fn regular(metadata: &Metadata) -> io::Result<()> {
    if metadata.is_file() { Ok(()) } else { Err(io::ErrorKind::NotFound.into()) }
}

/// Whether both are about one file.
#[cfg(unix)]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Whether both are about one file, as far as can be told.
#[cfg(not(unix))]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    one.len() == other.len() && one.modified().ok() == other.modified().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn no_name_leads_out_of_the_directory(name in "[/.a\\\\:~\u{0}-\u{2}é]{0,12}") {
            let directory = Directory { root: Path::new("/srv/files").into() };
            if let Some(path) = directory.path(&name) {
                let below = path.strip_prefix("/srv/files").unwrap();
                proptest::prop_assert!(below.components().count() >= 1);
                let plain = |part: Component<'_>| matches!(part, Component::Normal(name) if !name.to_string_lossy().starts_with('.'));
                proptest::prop_assert!(below.components().all(plain), "{}", path.display());
            }
        }
    }

    #[test]
    fn names_are_taken_as_they_are_written() {
        let directory = Directory { root: Path::new("/srv").into() };
        for (name, path) in [("a.txt", "/srv/a.txt"), ("/a.txt", "/srv/a.txt"), ("b/a b.é", "/srv/b/a b.é")] {
            assert_eq!(directory.path(name).as_deref(), Some(Path::new(path)));
        }
        for name in ["", "/", "..", "a/..", "../a", "a//b", "a/", ".env", "a/.git/config", "a\\b", "c:a", "a\0b", "./a"]
        {
            assert_eq!(directory.path(name), None, "{name:?}");
        }
    }
}

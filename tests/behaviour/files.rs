//! Files as answers.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use responder::prelude::*;
use responder::{Directory, File, TestClient};

/// A directory of its own for each test, gone with it.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("responder-files-{}-{number}", std::process::id()));
        fs::create_dir(&path).unwrap();
        Scratch(path)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn with(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[api]
struct Api {
    root: Directory,
}

#[get("/file")]
async fn file(api: &Api, req: &Request) -> Result<File, Problem> {
    api.root.open(req.query().get("name").unwrap_or_default()).await
}

#[get("/download")]
async fn download(api: &Api, req: &Request) -> Result<File, Problem> {
    let file = api.root.open("a.txt").await?;
    Ok(file.download_as(req.query().get("as").unwrap_or_default()))
}

#[get("/teapot")]
async fn teapot(api: &Api, resp: &mut Response) -> Result<(), Problem> {
    resp.status(418).file(api.root.open("a.txt").await?).header("content-type", "text/x-tea");
    Ok(())
}

async fn client(root: &Path) -> TestClient<Api> {
    Api { root: Directory::new(root).unwrap() }.test_client().await
}

/// Longer than what is read when it is opened, and each byte tells where it stands.
fn long() -> Vec<u8> {
    (0..300_000_u32).map(|n| b'a' + (n % 23) as u8).collect()
}

#[tokio::test]
async fn a_file_says_what_it_is_and_is_not_sent_twice() {
    let scratch = Scratch::new().with("a.txt", "hello").with("long.html", long()).with("b", "");
    let client = client(scratch.path()).await;
    for (name, media_type, content) in [
        ("a.txt", "text/plain", b"hello".to_vec()),
        ("long.html", "text/html", long()),
        ("b", "application/octet-stream", Vec::new()),
    ] {
        let path = format!("/file?name={name}");
        let reply = client.get(&path).await;
        assert_eq!((reply.status(), reply.header("content-type")), (200, Some(media_type)));
        assert_eq!(reply.header("accept-ranges"), Some("bytes"));
        assert!(reply.content()[..] == content[..] && reply.is_complete());
        let (tag, date) = (reply.header("etag").unwrap(), reply.header("last-modified").unwrap());
        assert!(tag.starts_with("W/\""), "{tag}");
        for (field, value) in [("if-none-match", tag), ("if-modified-since", date)] {
            let reply = client.get(&path).header(field, value).header("range", "bytes=0-0").await;
            assert_eq!((reply.status(), reply.content().len()), (304, 0), "{field}");
        }
        let head = client.request("HEAD", &path).header("range", "bytes=0-0").await;
        assert_eq!((head.status(), head.content().len()), (200, 0));
        assert_eq!(head.header("content-length"), Some(content.len().to_string().as_str()));
    }
}

#[tokio::test]
async fn parts_of_a_file_are_those_that_were_asked_for() {
    let (content, scratch) = (long(), Scratch::new().with("long", long()).with("a.txt", "abcdefgh"));
    let client = client(scratch.path()).await;
    let reply = client.get("/file?name=long").header("range", "bytes=70000-200000").await;
    assert_eq!((reply.status(), reply.header("content-range")), (206, Some("bytes 70000-200000/300000")));
    assert!(reply.content()[..] == content[70_000..=200_000]);

    for (name, all) in [("long", &content[..]), ("a.txt", &b"abcdefgh"[..])] {
        let reply = client.get(&format!("/file?name={name}")).header("range", "bytes=0-1,4-5,-1").await;
        let media_type = reply.header("content-type").unwrap();
        let boundary = media_type.strip_prefix("multipart/byteranges; boundary=").unwrap();
        let text = reply.text();
        let parts: Vec<_> = text.split(&format!("--{boundary}")).collect();
        let last = all.len() - 1;
        assert_eq!((reply.status(), parts.len(), parts[4]), (206, 5, "--\r\n"));
        for (part, range) in parts[1..4].iter().zip([0..2, 4..6, last..last + 1]) {
            let (head, body) = part.split_once("\r\n\r\n").unwrap();
            let bytes = format!("bytes {}-{}/{}", range.start, range.end - 1, all.len());
            assert!(head.contains(&format!("Content-Range: {bytes}")), "{head}");
            assert_eq!(body.strip_suffix("\r\n").unwrap().as_bytes(), &all[range]);
        }
    }

    let reply = client.get("/file?name=long").header("range", "bytes=300000-").await;
    assert_eq!((reply.status(), reply.header("content-range")), (416, Some("bytes */300000")));
    assert!(reply.content().is_empty());
    // A part of an answer that is none of success would be nonsense.
    let reply = client.get("/teapot").header("range", "bytes=0-0").await;
    assert_eq!(
        (reply.status(), reply.text().as_str(), reply.header("content-type")),
        (418, "abcdefgh", Some("text/x-tea"))
    );
}

#[tokio::test]
async fn a_long_text_is_compressed_while_it_is_read_and_parts_are_not() {
    let scratch = Scratch::new().with("long.css", long()).with("long.png", long());
    let client = client(scratch.path()).await;
    let reply = client.get("/file?name=long.css").header("accept-encoding", "gzip").await;
    assert_eq!(reply.header("content-encoding"), Some("gzip"));
    assert!(reply.is_complete() && reply.content().starts_with(b"\x1f\x8b") && reply.content().len() < 30_000);
    let part =
        client.get("/file?name=long.css").header("accept-encoding", "gzip").header("range", "bytes=0-9999").await;
    assert_eq!((part.status(), part.header("content-encoding"), part.content().len()), (206, None, 10_000));
    let image = client.get("/file?name=long.png").header("accept-encoding", "gzip").await;
    assert_eq!((image.header("content-encoding"), image.content().len()), (None, 300_000));
}

#[tokio::test]
async fn nothing_around_the_directory_is_served() {
    let scratch = Scratch::new()
        .with("outside.txt", "TOP SECRET")
        .with("root/a.txt", "hello")
        .with("root/.env", "TOP SECRET")
        .with("root/.git/config", "TOP SECRET")
        .with("root/sub/b.txt", "inner");
    let root = scratch.path().join("root");
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        symlink("../outside.txt", root.join("escape.txt")).unwrap();
        symlink("..", root.join("up")).unwrap();
        symlink("/dev/zero", root.join("zero")).unwrap();
        symlink(".env", root.join("env")).unwrap();
        symlink("circle", root.join("circle")).unwrap();
        symlink("a.txt", root.join("alias.txt")).unwrap();
        let made = std::process::Command::new("mkfifo").arg(root.join("pipe")).status().unwrap();
        assert!(made.success());
    }
    let client = client(&root).await;
    for name in [
        "a.txt",
        "/a.txt",
        "sub/b.txt",
        #[cfg(unix)]
        "alias.txt",
    ] {
        assert_eq!(client.get(&format!("/file?name={name}")).await.status(), 200, "{name}");
    }
    for name in [
        "",
        ".",
        "..",
        "../outside.txt",
        "sub/../../outside.txt",
        "sub/..%2f../../outside.txt",
        ".env",
        ".git/config",
        "sub",
        "sub/",
        "a.txt/",
        "a.txt/b",
        "sub//b.txt",
        "nope.txt",
        "a%00.txt",
        "a.txt%00",
        "..%5Coutside.txt",
        "escape.txt",
        "up/outside.txt",
        "up/root/a.txt/../../outside.txt",
        "zero",
        "env",
        "circle",
        "pipe",
        "/etc/passwd",
        "C:/x",
    ] {
        let reply = client.get(&format!("/file?name={name}")).await;
        assert_eq!((reply.status(), reply.header("content-type")), (404, Some("application/problem+json")), "{name}");
        assert!(!reply.text().contains("SECRET"));
    }
    let too_long = client.get(&format!("/file?name={}", "x".repeat(5000))).await;
    assert_eq!(too_long.status(), 404);
}

#[tokio::test]
async fn a_download_has_a_name_and_nothing_else() {
    let scratch = Scratch::new().with("a.txt", "hello");
    let client = client(scratch.path()).await;
    let reply = client.get("/download?as=a%0D%0AX-Evil:%201%22.txt").await;
    assert_eq!(
        reply.header("content-disposition"),
        Some(r#"attachment; filename="aX-Evil: 1\".txt"; filename*=UTF-8''aX-Evil%3A%201%22.txt"#)
    );
    assert_eq!((reply.text().as_str(), reply.header("x-evil")), ("hello", None));
}

#[tokio::test]
async fn a_file_that_becomes_shorter_is_seen_to_be_incomplete() {
    #[api]
    struct Api {
        root: Directory,
        path: PathBuf,
    }

    #[get("/")]
    async fn index(api: &Api) -> Result<File, Problem> {
        let file = api.root.open("long").await?;
        fs::OpenOptions::new()
            .write(true)
            .open(&api.path)
            .and_then(|file| file.set_len(100_000))
            .map_err(|_| abort(500))?;
        Ok(file)
    }

    let scratch = Scratch::new().with("long", long());
    let (root, path) = (Directory::new(scratch.path()).unwrap(), scratch.path().join("long"));
    let reply = Api { root, path }.test_client().await.get("/").await;
    assert!(!reply.is_complete() && reply.content().len() < 100_000);
}

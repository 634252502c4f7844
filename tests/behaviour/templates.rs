//! Pages and texts made of templates.

use responder::prelude::*;
use responder::{TemplateError, Templates, TestClient};

use crate::files::Scratch;

#[api]
struct Api {
    templates: Templates,
}

#[get("/page/{name}")]
fn page(name: &str, api: &Api) -> Result<Html<String>, TemplateError> {
    api.templates.render(name, &json!({ "name": "<b>&\"", "items": [1, 2] }))
}

#[get("/text/{name}")]
fn text(name: &str, api: &Api) -> Result<String, TemplateError> {
    api.templates.render_text(name, &json!({ "name": "<b>&\"" }))
}

#[get("/string")]
fn string(api: &Api) -> Result<Html<String>, TemplateError> {
    api.templates.render_str("{% include 'hello.html' %}|{{ name }}", &json!({ "name": "<i>" }))
}

#[get("/string/malformed")]
fn malformed(api: &Api) -> Result<Html<String>, TemplateError> {
    api.templates.render_str("{{ secret", &json!({}))
}

fn files() -> Scratch {
    Scratch::new()
        .with("hello.html", "<h1>{{ name }}</h1>")
        .with("note.txt", "to {{ name }}")
        .with("quoting.html", "<pre>{% include 'note.txt' %}</pre>")
        .with("layout.html", "<main>{% block content %}{% endblock %}</main>")
        .with("sub/page.html", "{% extends 'layout.html' %}{% block content %}{{ items | length }}{% endblock %}")
        .with("lacking.html", "internal words {{ nobody_said_this }}")
        .with("asking.html", "{% if nobody_said_this %}yes{% else %}no{% endif %}")
        .with("script.html", "<script>let name = {{ name | tojson }};</script>")
        .with(".hidden.html", "{% this is no template")
}

async fn client(files: &Scratch) -> TestClient<Api> {
    Api { templates: Templates::folder(files.path()).unwrap() }.test_client().await
}

#[tokio::test]
async fn what_is_written_into_a_page_is_escaped() {
    let files = files();
    let client = client(&files).await;
    let reply = client.get("/page/hello.html").send().await;
    assert_eq!(reply.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(reply.text(), "<h1>&lt;b&gt;&amp;&quot;</h1>");
    assert_eq!(client.get("/string").send().await.text(), "<h1>&lt;i&gt;</h1>|&lt;i&gt;");
}

#[tokio::test]
async fn a_page_is_escaped_whatever_its_files_are_called() {
    let files = files();
    let client = client(&files).await;
    assert_eq!(client.get("/page/note.txt").send().await.text(), "to &lt;b&gt;&amp;&quot;");
    assert_eq!(client.get("/page/quoting.html").send().await.text(), "<pre>to &lt;b&gt;&amp;&quot;</pre>");
    assert!(!client.get("/page/script.html").send().await.text().contains("<b>"));
}

#[tokio::test]
async fn a_text_is_not_escaped() {
    let files = files();
    assert_eq!(client(&files).await.get("/text/note.txt").send().await.text(), "to <b>&\"");
}

#[test]
fn templates_extend_each_other_across_folders() {
    let files = files();
    let templates = Templates::folder(files.path()).unwrap();
    let page = templates.render("sub/page.html", &json!({ "items": ["a"] })).unwrap();
    assert_eq!(page, Html("<main>1</main>".to_owned()));
}

#[tokio::test]
async fn what_goes_wrong_is_500_and_says_nothing_of_the_template() {
    let files = files();
    let client = client(&files).await;
    for path in ["/page/lacking.html", "/page/missing.html", "/page/.hidden.html", "/string/malformed"] {
        let reply = client.get(path).send().await;
        assert_eq!((reply.status(), reply.header("content-type")), (500, Some("application/problem+json")), "{path}");
        let problem = json!({ "type": "about:blank", "title": "Internal Server Error", "status": 500, "detail": "Internal Server Error" });
        assert_eq!(reply.json::<Value>(), problem, "{path}");
    }
}

#[tokio::test]
async fn whether_a_name_has_a_value_may_be_asked() {
    let files = files();
    assert_eq!(client(&files).await.get("/page/asking.html").send().await.text(), "no");
}

#[test]
fn a_folder_that_cannot_be_used_does_not_start() {
    let refused = |files: &Scratch, below: &str| Templates::folder(files.path().join(below)).unwrap_err().to_string();
    assert!(refused(&Scratch::new(), "missing").contains("missing`"));
    let malformed = refused(&Scratch::new().with("sub/bad.html", "\n{% if %}"), "");
    assert!(malformed.contains("template `sub/bad.html`") && malformed.contains(":2)"), "{malformed}");
    let binary = refused(&Scratch::new().with("logo.png", [0x89, 0xff]), "");
    assert!(binary.contains("template `logo.png`") && binary.contains("UTF-8"), "{binary}");
}

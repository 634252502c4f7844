//! Arguments read from the request: typed, checked, and all that is wrong with them said at once.

use std::str::FromStr;

use responder::prelude::*;
use responder::{Invalid, TestReply};
use serde::Deserialize;

#[api]
struct Api;

#[get("/search")]
fn search(
    #[query] q: &str,
    #[query(default = 10, ge = 1, le = 100)] limit: u32,
    #[query(default, max_items = 3, max_length = 4)] tags: Vec<String>,
    #[header(default = "unknown")] user_agent: &str,
) -> Value {
    json!({ "q": q, "limit": limit, "tags": tags, "ua": user_agent })
}

#[get("/all")]
async fn all(
    #[query] number: Option<i8>,
    #[query] flag: Option<bool>,
    #[header(alias = "X-Api-Version", default = 1)] version: u16,
    #[cookie(default = "light")] theme: String,
    #[query] colour: Option<Colour>,
    #[query(alias = "colour")] colours: Option<Vec<Colour>>,
) -> Value {
    tokio::task::yield_now().await;
    json!({
        "number": number, "flag": flag, "version": version, "theme": theme,
        "colour": colour.is_some(), "colours": colours.map(|colours| colours.len()),
    })
}

/// What is one text, by the standard trait.
struct Colour;

impl FromStr for Colour {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        if text == "red" { Ok(Colour) } else { Err(()) }
    }
}

#[get("/users/{id}")]
fn user(id: u64) -> Value {
    json!({ "id": id })
}

#[get("/posts/{uid:int}")]
fn post(#[path(alias = "uid", ge = 1)] id: u8) -> Value {
    json!({ "id": id })
}

#[derive(Model)]
struct Search {
    q: String,
    #[model(default = 10, gt = 0, lt = 50, multiple_of = 5)]
    limit: u8,
    #[model(default)]
    tags: Vec<String>,
}

#[get("/model")]
fn model(#[query] search: Search) -> Value {
    json!({ "q": search.q, "limit": search.limit, "tags": search.tags })
}

#[derive(Model)]
#[model(validate = ends_after_it_begins, deny_unknown)]
struct Event {
    #[model(min_length = 1, pattern = "^[a-z]+$", validate = no_reserved_name)]
    name: String,
    #[model(alias = "from")]
    begins: f64,
    ends: Option<f64>,
    #[model(default)]
    places: Vec<Place>,
    /// By serde.
    #[model(default = Kind::Open)]
    kind: Kind,
}

#[derive(Model)]
struct Place {
    city: String,
    zip: Option<u32>,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Open,
    Closed,
}

fn no_reserved_name(name: &String) -> Result<(), &'static str> {
    if name == "admin" { Err("is reserved") } else { Ok(()) }
}

fn ends_after_it_begins(event: &Event) -> Result<(), String> {
    match event.ends {
        Some(end) if end < event.begins => Err("it ends before it begins".into()),
        _ => Ok(()),
    }
}

#[post("/events")]
fn create(#[body] event: Event, #[query(default = false)] dry: bool) -> Value {
    let zips: Vec<_> = event.places.iter().map(|place| (&place.city, place.zip)).collect();
    json!({ "name": event.name, "dry": dry, "zips": zips, "closed": event.kind == Kind::Closed })
}

#[post("/form")]
fn form(#[form(min_length = 2)] name: &str, #[form(default)] tags: Vec<u8>, #[file] picture: Option<Upload>) -> Value {
    json!({ "name": name, "tags": tags, "picture": picture.map(|file| file.bytes().len()) })
}

#[derive(Deserialize)]
struct ByData {
    #[expect(dead_code, reason = "only whether it can be read matters")]
    inner: Vec<Inner>,
}

#[derive(Deserialize)]
struct Inner {
    #[expect(dead_code, reason = "only whether it can be read matters")]
    number: u8,
}

#[post("/data")]
fn data(#[body] _data: ByData) {}

/// A value that hooks and handlers read.
struct Tenant(String);

#[dependency]
fn tenant(#[header(pattern = "^[a-z]+$")] x_tenant: &str) -> Tenant {
    Tenant(x_tenant.into())
}

#[get("/tenant")]
fn of_tenant(tenant: &Tenant) -> String {
    tenant.0.clone()
}

fn kinds(reply: &TestReply) -> Vec<(String, String)> {
    assert_eq!(reply.status(), 422, "{}", reply.text());
    let problem: Value = reply.json();
    assert_eq!(problem["title"], "Validation Error");
    let errors = problem["errors"].as_array().unwrap().iter();
    errors.map(|error| (error["loc"].to_string(), error["type"].as_str().unwrap_or_default().to_owned())).collect()
}

fn expected(kinds: &[(&str, &str)]) -> Vec<(String, String)> {
    kinds.iter().map(|(loc, kind)| ((*loc).to_owned(), (*kind).to_owned())).collect()
}

#[tokio::test]
async fn arguments_are_read_by_their_names_and_have_defaults() {
    let client = Api.test_client().await;
    let reply = client.get("/search?q=a+b&limit=5&tags=x&tags=y").header("user-agent", "t/1").await;
    assert_eq!(reply.json::<Value>(), json!({ "q": "a b", "limit": 5, "tags": ["x", "y"], "ua": "t/1" }));
    let reply = client.get("/search?q=x&q=last").await;
    assert_eq!(reply.json::<Value>(), json!({ "q": "last", "limit": 10, "tags": [], "ua": "unknown" }));
    let reply = client.get("/all").await;
    let nothing =
        json!({ "number": null, "flag": null, "version": 1, "theme": "light", "colour": false, "colours": null });
    assert_eq!(reply.json::<Value>(), nothing);
    let request = client.get("/all?number=+-3+&flag=YES&colour=red&colour=red");
    let reply = request.header("x-api-version", "2").header("cookie", "theme=a%20b").await;
    let all = json!({ "number": -3, "flag": true, "version": 2, "theme": "a b", "colour": true, "colours": 2 });
    assert_eq!(reply.json::<Value>(), all);
}

#[tokio::test]
async fn all_that_is_wrong_is_said_at_once_and_never_the_value() {
    let client = Api.test_client().await;
    let reply = client.get("/search?limit=0&tags=secret&tags=a").await;
    let wrong = [
        (r#"["query","q"]"#, "missing"),
        (r#"["query","limit"]"#, "greater_than_equal"),
        (r#"["query","tags",0]"#, "string_too_long"),
    ];
    assert_eq!(kinds(&reply), expected(&wrong));
    assert!(!reply.text().contains("secret"));
    let many = client.get("/search?q=x&tags=a&tags=b&tags=c&tags=d").await;
    assert_eq!(kinds(&many), expected(&[(r#"["query","tags"]"#, "too_long")]));
    let reply = client.get("/all?number=200&flag=perhaps&colour=secret").header("x-api-version", "v3").await;
    let wrong = [
        (r#"["query","number"]"#, "less_than_equal"),
        (r#"["query","flag"]"#, "bool_parsing"),
        (r#"["header","X-Api-Version"]"#, "int_parsing"),
        (r#"["query","colour"]"#, "value_error"),
        (r#"["query","colour"]"#, "value_error"),
    ];
    assert_eq!(kinds(&reply), expected(&wrong));
    assert!(!reply.text().contains("secret"));
}

#[tokio::test]
async fn a_parameter_of_the_path_that_any_text_matches_is_validated() {
    let client = Api.test_client().await;
    assert_eq!(client.get("/users/7").await.json::<Value>(), json!({ "id": 7 }));
    assert_eq!(kinds(&client.get("/users/x").await), expected(&[(r#"["path","id"]"#, "int_parsing")]));
    assert_eq!(client.get("/posts/x").await.status(), 404, "the convertor says that there is no such path");
    assert_eq!(kinds(&client.get("/posts/0").await), expected(&[(r#"["path","uid"]"#, "greater_than_equal")]));
}

#[tokio::test]
async fn a_model_takes_the_whole_query() {
    let client = Api.test_client().await;
    let reply = client.get("/model?q=x&limit=15&tags=a&other=1").await;
    assert_eq!(reply.json::<Value>(), json!({ "q": "x", "limit": 15, "tags": ["a"] }));
    let wrong = expected(&[(r#"["q"]"#, "missing"), (r#"["limit"]"#, "multiple_of")]);
    assert_eq!(kinds(&client.get("/model?limit=7").await), wrong);
}

#[tokio::test]
async fn a_model_is_read_from_a_body_in_any_format() {
    let client = Api.test_client().await;
    let event =
        json!({ "name": "a", "from": "1.5", "places": [{ "city": "X" }, { "city": "Y", "zip": 7 }], "kind": "closed" });
    let reply = client.post("/events?dry=1").json(&event).await;
    let created = json!({ "name": "a", "dry": true, "zips": [["X", null], ["Y", 7]], "closed": true });
    assert_eq!(reply.json::<Value>(), created, "{}", reply.text());
    let form = client.post("/events").form(&[("name", "a"), ("from", "1"), ("kind", "open")]).await;
    assert_eq!(form.json::<Value>()["zips"], json!([]));
    let yaml = client.post("/events").body("application/yaml", "name: no\nfrom: 1\n").await;
    assert_eq!(yaml.json::<Value>()["name"], "no", "{}", yaml.text());
}

#[tokio::test]
async fn what_is_wrong_with_a_body_has_its_place_there() {
    let client = Api.test_client().await;
    let event = json!({ "name": "admin", "from": "x", "ends": null, "places": [{}, { "city": 1, "zip": -1 }, 7], "kind": "secret", "extra": 1 });
    let wrong = [
        ("null", ""),
        (r#"["name"]"#, "value_error"),
        (r#"["from"]"#, "float_parsing"),
        (r#"["places",0,"city"]"#, "missing"),
        (r#"["places",1,"city"]"#, "string_type"),
        (r#"["places",1,"zip"]"#, "greater_than_equal"),
        (r#"["places",2]"#, "model_type"),
        (r#"["kind"]"#, "enum"),
        (r#"["query","dry"]"#, "bool_parsing"),
    ];
    let reply = client.post("/events?dry=x").json(&event).await;
    assert_eq!(kinds(&reply), expected(&wrong));
    assert!(!reply.text().contains("secret"));
    let reply = client.post("/events").json(&json!({ "name": "a", "from": 2, "ends": 1 })).await;
    assert_eq!(reply.json::<Value>()["errors"], json!([{ "msg": "it ends before it begins" }]));
    let reply = client.post("/events").json(&json!([1])).await;
    assert_eq!(reply.json::<Value>()["errors"], json!([{ "msg": "Request body must be a JSON object" }]));
    assert_eq!(
        client.post("/events?dry=x").body("application/json", "{").await.status(),
        400,
        "there is nothing to validate"
    );
}

#[tokio::test]
async fn a_body_that_only_serde_reads_says_where_the_first_mistake_is() {
    let client = Api.test_client().await;
    let reply = client.post("/data").json(&json!({ "inner": [{ "number": 1 }, { "number": "secret" }] })).await;
    assert_eq!(kinds(&reply), expected(&[(r#"["inner",1,"number"]"#, "type")]));
    assert!(!reply.text().contains("secret"));
    assert_eq!(kinds(&client.post("/data").json(&json!({})).await), expected(&[(r#"["inner"]"#, "missing")]));
}

#[tokio::test]
async fn the_fields_and_files_of_a_form_are_arguments() {
    let client = Api.test_client().await;
    let reply = client.post("/form").form(&[("name", "alice"), ("tags", "1"), ("tags", "2")]).await;
    assert_eq!(reply.json::<Value>(), json!({ "name": "alice", "tags": [1, 2], "picture": null }));
    let parts = "--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nal\r\n\
                 --b\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"a.png\"\r\n\r\n12345\r\n--b--\r\n";
    let multipart = |body: &str| client.post("/form").body("multipart/form-data; boundary=b", body.to_owned());
    assert_eq!(multipart(parts).await.json::<Value>(), json!({ "name": "al", "tags": [], "picture": 5 }));
    assert_eq!(multipart("--b\r\nbroken").await.status(), 400);
    let wrong = expected(&[(r#"["form","name"]"#, "string_too_short"), (r#"["form","tags"]"#, "int_parsing")]);
    assert_eq!(kinds(&client.post("/form").form(&[("name", "a"), ("tags", "x")]).await), wrong);
    assert_eq!(client.post("/form").json(&json!({ "name": "alice" })).await.status(), 415);
}

#[tokio::test]
async fn a_dependency_validates_what_it_reads() {
    let client = Api.test_client().await;
    assert_eq!(client.get("/tenant").header("x-tenant", "acme").await.text(), "acme");
    let wrong = expected(&[(r#"["header","x-tenant"]"#, "string_pattern_mismatch")]);
    assert_eq!(kinds(&client.get("/tenant").header("x-tenant", "A1").await), wrong);
    assert_eq!(kinds(&client.get("/tenant").await), expected(&[(r#"["header","x-tenant"]"#, "missing")]));
}

#[tokio::test]
async fn an_api_may_say_it_in_its_own_way() {
    #[api]
    struct Api;

    #[get("/")]
    fn index(#[query] n: u8) -> String {
        n.to_string()
    }

    #[exception_handler]
    fn invalid(exc: Invalid, resp: &mut Response) {
        resp.status(400).text(format!("{} wrong", exc.violations().len()));
    }

    let reply = Api.test_client().await.get("/?n=x").await;
    assert_eq!((reply.status(), reply.text().as_str()), (400, "1 wrong"));
}

#[tokio::test]
async fn what_a_client_calls_things_does_not_make_an_answer_long() {
    #[api]
    struct Api;

    #[post("/")]
    fn index(#[body] counts: std::collections::BTreeMap<String, Vec<u32>>) -> usize {
        counts.len()
    }

    let client = Api.test_client().await;
    let wrong: Vec<_> = (0..100).map(|_| "x").collect();
    let reply = client.post("/").json(&json!({ "secret ".repeat(10_000): wrong, "plain_name": ["x"] })).await;
    assert_eq!(reply.status(), 422);
    assert!(reply.text().len() < 20_000 && !reply.text().contains("secret"));
    assert!(reply.text().contains(r#"["plain_name",0]"#));
    let many: Vec<_> = (0..1_001).map(|_| ("a", "1")).collect();
    assert_eq!(client.post("/").form(&many).await.status(), 413, "more fields than a form may have");
}

#[tokio::test]
async fn what_is_not_listed_any_more_is_wrong_all_the_same() {
    #[derive(Model)]
    #[model(validate = first_is_even)]
    struct Item {
        #[model(min_items = 1)]
        numbers: Vec<u32>,
    }

    fn first_is_even(item: &Item) -> Result<(), &'static str> {
        if item.numbers[0].is_multiple_of(2) { Ok(()) } else { Err("should be even") }
    }

    #[api]
    struct Api;

    #[post("/")]
    fn index(#[body] items: Vec<Item>) -> usize {
        items.iter().map(|item| item.numbers.len()).sum()
    }

    let client = Api.test_client().await;
    let mut items = vec![json!({}); 150];
    items.push(json!({ "numbers": [] }));
    let reply = client.post("/").json(&items).await;
    assert_eq!((reply.status(), reply.json::<Value>()["errors"].as_array().unwrap().len()), (422, 100));
}

#[test]
fn a_list_is_sorted_by_each_field_once() {
    let sort = responder::Sort::parse(&"-id,name,".repeat(2_000), &["id", "name"]).unwrap();
    assert_eq!(sort.fields().collect::<Vec<_>>(), [("id", true), ("name", false)]);
}

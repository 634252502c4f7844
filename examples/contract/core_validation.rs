//! What is read from a request is typed, and all that is wrong with it is said at once.

use responder::prelude::*;
use responder::{Input, Page, Report, Sort, UnfitError};
use serde::Serialize;
use uuid::Uuid;

#[api]
pub struct Api;

#[get("/search")]
fn search(
    #[query] q: &str,
    #[query(default = 10)] limit: i64,
    #[query(default)] tags: Vec<String>,
    #[header(default = "unknown")] user_agent: &str,
) -> Value {
    json!({ "q": q, "limit": limit, "tags": tags, "ua": user_agent })
}

/// A day, as `2026-01-15`. Most programs take one from a crate for dates.
#[derive(Serialize)]
struct Date(String);

impl Model for Date {
    fn read(input: Input<'_>, report: &mut Report) -> Option<Self> {
        let text = input.text(report)?;
        if is_date(text) {
            return Some(Date(text.to_owned()));
        }
        report.violation("date_from_datetime_parsing", "should be a date");
        None
    }
}

fn is_date(text: &str) -> bool {
    let mut parts = text.split('-').map(|part| part.parse::<u32>().ok());
    let (Some(Some(year)), Some(Some(month)), Some(Some(day)), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

#[get("/types")]
fn types(
    #[query] i: Option<i64>,
    #[query] f: Option<f64>,
    #[query] b: Option<bool>,
    #[query] u: Option<Uuid>,
    #[query] d: Option<Date>,
    #[query] o: Option<&str>,
) -> Value {
    json!({ "i": i, "f": f, "b": b, "u": u.map(|u| u.to_string()), "d": d, "o": o })
}

#[get("/ids")]
fn ids(#[query] ids: Vec<i64>) -> Value {
    json!({ "ids": ids })
}

#[get("/bare-list")]
fn bare_list(#[query] ids: Vec<Value>) -> Value {
    json!({ "ids": ids })
}

#[get("/uuid-convertor/{id:uuid}")]
fn uuid_convertor(id: Uuid) -> Value {
    json!({ "id": id.to_string(), "is_uuid": true })
}

#[get("/constrained")]
fn constrained(
    #[query(default = 1, ge = 1)] page: u32,
    #[query(default = 20, ge = 1, le = 100)] size: u32,
    #[query(default = "abc", min_length = 2, max_length = 5, pattern = "^[a-z]+$")] name: &str,
) -> Value {
    json!({ "page": page, "size": size, "name": name })
}

#[get("/header")]
fn header(#[header] x_token: &str, #[header(alias = "X-Api-Version", default = 1)] version: i64) -> Value {
    json!({ "token": x_token, "version": version })
}

#[get("/cookie")]
fn cookie(#[cookie(default = "light")] theme: &str, #[cookie(default = 0)] visits: i64) -> Value {
    json!({ "theme": theme, "visits": visits })
}

#[get("/alias")]
fn alias(#[query(alias = "search-term")] q: &str) -> Value {
    json!({ "q": q })
}

#[get("/annotated")]
fn annotated(#[query(ge = 10)] q: i64, #[query(default = 5)] n: i64) -> Value {
    json!({ "q": q, "n": n })
}

#[get("/users/{user_id}/posts")]
fn posts(user_id: i64, #[query(default = 1)] page: i64) -> Value {
    json!({ "user_id": user_id, "page": page })
}

#[get("/alias/{uid:int}")]
fn path_alias(#[path(alias = "uid", ge = 1)] id: i64) -> Value {
    json!({ "id": id })
}

#[get("/plain/{id}")]
fn plain(id: i64) -> Value {
    json!({ "id": id })
}

#[get("/plain-uuid/{id}")]
fn plain_uuid(id: Uuid) -> Value {
    json!({ "id": id.to_string() })
}

#[derive(Model, Serialize)]
struct Search {
    q: String,
    #[model(default = 10, ge = 1, le = 100)]
    limit: u32,
    #[model(default)]
    tags: Vec<String>,
}

#[get("/params-model")]
fn params_model(#[query] search: Search) -> Media<Search> {
    Media(search)
}

#[get("/view")]
fn view(#[query] q: i64) -> Value {
    json!({ "q": q })
}

#[derive(Model)]
struct NewItem {
    #[model(min_length = 1, max_length = 20)]
    name: String,
    #[model(gt = 0.0)]
    price: f64,
    #[model(default)]
    #[expect(dead_code, reason = "it is only validated")]
    tags: Vec<String>,
}

/// What clients see of an item.
#[derive(Model, Serialize)]
struct ItemOut {
    id: i64,
    name: String,
    price: f64,
}

#[post("/items")]
fn create(#[body] item: NewItem) -> (Media<ItemOut>, u16) {
    (Media(ItemOut { id: 1, name: item.name, price: item.price }), 201)
}

#[route("/items/{id:int}", methods = [PUT, PATCH, DELETE])]
fn change(id: i64, #[body] item: NewItem, req: &Request) -> Value {
    json!({ "id": id, "name": item.name, "method": req.method().as_str() })
}

#[derive(Model, Serialize)]
struct Person {
    name: String,
    #[model(default = 0)]
    age: i64,
    address: Address,
}

#[derive(Model, Serialize)]
struct Address {
    city: String,
    zip: Option<String>,
}

#[post("/people")]
fn people(#[body] person: Person) -> Media<Person> {
    Media(person)
}

/// Here, what is no body is no argument.
#[post("/optional-body")]
fn optional_body() -> Value {
    json!({ "item": null })
}

#[get("/get-with-model")]
fn get_with_model() -> Value {
    json!({ "item": null })
}

#[post("/with-header")]
fn with_header(#[body] item: NewItem, #[header(default = "none")] trace: &str) -> Value {
    json!({ "name": item.name, "trace": trace })
}

#[derive(Model, Serialize)]
struct Coded {
    #[model(validate = is_ok)]
    code: String,
}

fn is_ok(code: &String) -> Result<(), &'static str> {
    if code == "ok" { Ok(()) } else { Err("code must be ok") }
}

#[post("/custom-validator")]
fn custom_validator(#[body] coded: Coded) -> Media<Coded> {
    Media(coded)
}

type Filtered<T> = Result<Media<T>, UnfitError>;

#[get("/out/strip")]
fn strip() -> Filtered<ItemOut> {
    Media::filtered(&json!({ "id": "1", "name": "widget", "price": "9.5", "secret": "hidden" }))
}

#[get("/out/annotation")]
fn annotation() -> Media<ItemOut> {
    Media(ItemOut { id: 1, name: "widget".into(), price: 2.0 })
}

#[get("/out/invalid")]
fn invalid() -> Filtered<ItemOut> {
    Media::filtered(&json!({ "id": "internal-secret-value", "name": 1 }))
}

#[get("/out/list")]
fn list() -> Filtered<Vec<ItemOut>> {
    Media::filtered(&json!([{ "id": 1, "name": "a", "price": 1, "secret": "hidden" }]))
}

#[get("/out/list-invalid")]
fn list_invalid() -> Filtered<Vec<ItemOut>> {
    Media::filtered(&json!([{ "id": "bad" }]))
}

#[get("/out/single-model-list-body")]
fn list_body() -> Value {
    json!([{ "free": "form" }])
}

#[get("/out/list-annotation")]
fn list_annotation() -> Value {
    json!([{ "loose": "data" }])
}

#[get("/out/builtin-list")]
fn builtin_list() -> Value {
    json!([{ "any": "thing" }])
}

#[get("/out/union")]
fn union() -> Filtered<Address> {
    Media::filtered(&json!({ "city": "X", "extra": 1 }))
}

#[get("/out/model-false")]
fn model_false() -> Value {
    json!({ "id": "kept as is" })
}

#[derive(Clone, Serialize)]
struct Row {
    id: u32,
    name: &'static str,
    status: &'static str,
    rank: Option<u32>,
}

const ROWS: [Row; 5] = [
    Row { id: 1, name: "delta", status: "open", rank: Some(3) },
    Row { id: 2, name: "alpha", status: "open", rank: None },
    Row { id: 3, name: "charlie", status: "closed", rank: Some(1) },
    Row { id: 4, name: "bravo", status: "open", rank: Some(2) },
    Row { id: 5, name: "echo", status: "closed", rank: Some(3) },
];

#[get("/rows")]
fn rows(
    #[query] status: Option<&str>,
    #[query(default = "id")] sort: &str,
    #[query(default = 1, ge = 1)] page: usize,
    #[query(default = 2, ge = 1, le = 100)] size: usize,
) -> Result<Page<Row>, Problem> {
    let sort = Sort::parse(sort, &["id", "name", "rank"])?;
    let rows = ROWS.into_iter().filter(|row| status.is_none_or(|status| row.status == status)).collect();
    Ok(Page::of(sort.sorted(rows), page, size))
}

#[get("/rows/presliced")]
fn presliced() -> Page<Row> {
    Page::cut(ROWS[..2].to_vec(), 3, 2, 11)
}

#[get("/rows/mixed")]
fn mixed() -> Result<Value, Problem> {
    let rows = vec![json!({ "v": 1 }), json!({ "v": "a" })];
    Ok(json!(Sort::parse("v", &["v"])?.sorted(rows)))
}

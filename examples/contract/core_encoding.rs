//! How values are written, and a format of one's own.

use responder::prelude::*;
use serde::{Serialize, Serializer};

#[api]
pub struct Api;

/// Caches are not told that answers vary by `Accept`. They do, so this is for apps whose clients all ask for the same.
#[after_request]
fn without_vary(resp: &mut Response) {
    resp.headers_mut().remove("vary");
}

#[route("/unicode")]
fn unicode() -> Value {
    json!({ "drink": "café ☕" })
}

/// In cents, and written as people write it: in every format.
struct Money(u64);

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("${}.{:02}", self.0 / 100, self.0 % 100))
    }
}

#[derive(Serialize)]
struct Price {
    price: Money,
    when: &'static str,
}

#[route("/money")]
fn money() -> Price {
    Price { price: Money(1999), when: "2026-01-01" }
}

/// Rows of cells, which have a form of their own beside the usual ones.
#[derive(Serialize)]
#[serde(transparent)]
struct Table(Vec<Vec<String>>);

impl Table {
    fn from_csv(text: &str) -> Self {
        Table(text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect())
    }

    fn to_csv(&self) -> String {
        self.0.iter().map(|row| row.join(",") + "\n").collect()
    }
}

#[route("/table")]
fn table(req: &Request, resp: &mut Response) {
    let table = Table::from_csv("a,b\n1,2\n");
    match req.preferred(&["application/json", "text/csv"]) {
        Some("text/csv") => resp.text(table.to_csv()).header("content-type", "text/csv"),
        _ => resp.media(&table),
    };
}

#[post("/parse")]
async fn parse(req: &Request) -> Result<Value, BodyError> {
    Ok(json!({ "rows": Table::from_csv(&req.text().await?) }))
}

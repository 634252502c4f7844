// C8: every shape of a model.
use std::collections::BTreeMap;

use responder::prelude::*;

#[derive(Model, serde::Serialize, serde::Deserialize)]
struct Item {
    #[model(min_length = 1, max_length = 20, pattern = "^[a-z]+$")]
    name: String,
    #[model(gt = 0.0, alias = "cost")]
    price: f64,
    #[model(default, max_items = 3, min_length = 1)]
    tags: Vec<String>,
    r#type: Option<u8>,
    #[model(default = "none")]
    note: String,
    parts: BTreeMap<String, Part>,
    next: Option<Box<Item>>,
}

#[derive(Model, serde::Serialize, serde::Deserialize)]
#[model(deny_unknown, validate = is_one)]
struct Part {
    #[model(ge = 1, le = MOST, multiple_of = 2)]
    count: u32,
}

const MOST: u32 = 10;

fn is_one(part: &Part) -> Result<(), String> {
    if part.count == 2 { Ok(()) } else { Err(format!("not {}", part.count)) }
}

#[derive(Model)]
struct Nothing {}

fn main() {
    let _ = |item: Item, _nothing: Nothing| (item.name, item.price, item.tags, item.r#type, item.note, item.parts, item.next);
}

// C3: every convertor with each of its types

use responder::prelude::*;
use uuid::Uuid;

#[api]
struct Api;

#[get("/int/{a:int}/{b:int}/{c:int}")]
fn int(a: u8, b: i64, c: usize) -> String {
    format!("{a}{b}{c}")
}

#[get("/int-as-text/{a:int}")]
fn int_as_text(a: &str) -> String {
    a.to_owned()
}

#[get("/float/{a:float}/{b:float}")]
fn float(a: f64, b: f32) -> String {
    format!("{a}{b}")
}

#[get("/uuid/{a:uuid}")]
fn uuid(a: Uuid) -> String {
    a.to_string()
}

#[get("/path/{a:path}")]
fn path(a: String) -> String {
    a
}

#[get("/path-as-text/{a:path}")]
fn path_as_text(a: &str) -> String {
    a.to_owned()
}

struct Id(u64);

impl std::str::FromStr for Id {
    type Err = std::num::ParseIntError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Id)
    }
}

#[get("/own/{a}/{b:str}")]
fn own(a: Id, b: Uuid) -> String {
    format!("{}{b}", a.0)
}

fn main() {}

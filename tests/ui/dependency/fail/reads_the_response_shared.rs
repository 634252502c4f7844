// C5: there is no shared response to read

use responder::prelude::*;

#[api]
struct Api;

struct Page;

#[dependency]
fn page(resp: &Response) -> Page {
    let _ = resp;
    Page
}

fn main() {}

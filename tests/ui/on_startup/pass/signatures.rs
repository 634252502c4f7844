// C8: what a startup function may take and return

use responder::prelude::*;

#[api]
struct Api;

#[on_startup]
fn nothing() {}

#[on_startup(api = Api)]
async fn state<'a>(_api: &'a Api) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let _ = std::fs::read_to_string("/nowhere")?;
    Ok(())
}

#[on_shutdown]
fn fallible() -> std::io::Result<()> {
    Ok(())
}

fn main() {}

//! Prints what is registered for an API of which this program knows nothing but the type.

use responder::prelude::*;
use shop::Api;

#[tokio::main]
async fn main() -> responder::Result {
    // Shows the startup hook, the guard and the after hook at work. The guard refuses unknown paths
    // too, so only the second request shows that the route is there.
    let client = Api.test_client().await;
    for (caller, request) in [("without a key", client.get("/orders")), ("with a key", client.get("/orders").header("x-key", "1"))] {
        let reply = request.send().await;
        println!("GET /orders {caller} -> {}, x-shop: {}", reply.status(), reply.header("x-shop").unwrap_or("missing"));
    }

    let routes = Api.into_app()?.routes();
    let mut lines: Vec<_> = routes
        .iter()
        .map(|route| {
            let methods = if route.methods.is_empty() { "every method".to_owned() } else { route.methods.join(", ") };
            let access = if route.public { "public".to_owned() } else { format!("guards: {}", route.guards.iter().map(|guard| guard.name).collect::<Vec<_>>().join(", ")) };
            format!("{} | {methods} | {} | {access}", route.path, route.name)
        })
        .collect();
    // What is registered is compared here, not the order in which `routes` gives it.
    lines.sort();
    for line in &lines {
        println!("{line}");
    }
    println!("{} routes", lines.len());
    Ok(())
}

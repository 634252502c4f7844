//! Server-sent events.

use std::time::Duration;

use futures_util::stream;
use responder::prelude::*;
use responder::{Event, Events};

#[api]
pub struct Api;

#[route("/events")]
fn events() -> Events {
    Events::new(stream::iter((0..3).map(|i| format!("message {i}"))))
}

#[route("/full")]
fn full() -> Events {
    Events::write(|mut out| async move {
        let progress = Event::json(&json!({ "progress": 42 }))?;
        out.send(progress.event("update").id(1).retry(Duration::from_secs(5))).await?;
        out.send("simple string message").await?;
        out.send(Event::comment("keepalive")).await?;
        out.send(Event::json(&json!(["a", 1]))?).await?;
        out.send("line one\nline two\r\nline three\rline four").await?;
        out.send("preformatted").await?;
        out.send(Event::json(&7)?).await?;
        out.send(Event::default().event("no-data")).await?;
        out.send("").await?;
        Ok(())
    })
}

#[route("/unicode")]
fn unicode() -> Events {
    Events::new(stream::iter([Ok(Event::new("café ☕")), Event::json(&json!({ "k": "café" }))]))
}

#[route("/injection")]
fn injection() -> Events {
    Events::new(stream::iter([
        Event::new("ok").event("a\ndata: injected\n\nevent: evil").id("1\r\nretry: 1"),
        Event::comment("c\n\ndata: injected"),
        Event::new("x\rdata: y").id("a\0b"),
    ]))
}

#[route("/resume")]
fn resume(req: &Request) -> Events {
    let next = req.last_event_id().and_then(|id| id.parse::<u32>().ok()).map_or(0, |id| id.saturating_add(1));
    Events::new(stream::iter((next..3).map(|id| Event::new(id.to_string()).id(id))))
}

#[route("/heartbeat")]
fn heartbeat() -> Events {
    let events = Events::write(|mut out| async move {
        out.send("first").await?;
        tokio::time::sleep(Duration::from_millis(350)).await;
        out.send("second").await?;
        Ok(())
    });
    events.heartbeat(Duration::from_millis(100))
}

#[route("/empty")]
fn empty() -> Events {
    Events::new(stream::empty::<Event>())
}

//! A connection that speaks HTTP/1.1: hyper's state machine, with clocks that cost a request nothing, and with no
//! buffers while it is idle.

use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::task::coop::has_budget_remaining;
use tokio::time::Instant;

use super::activity::{Activity, Watch};
use super::connection::{Shared, stopped};
use super::connections::{Stopping, is_stopping};
use super::cork::{Cork, Released};
use super::first_bytes;
use super::respond::{Responding, respond};
use super::rewound::Rewound;
use crate::application::Application;
use crate::encode::HttpResponse;

/// How long it may take to say that an idle connection ends.
const FAREWELL: Duration = Duration::from_secs(1);

/// Serves a connection until its client or the signal to stop ends it.
pub(super) async fn serve<A: Application<Root = A>, S>(
    shared: &Shared<A>,
    mut stream: Rewound<S>,
    mut stopping: Stopping,
) where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    // Boxed: while the connection is idle, nothing of it is there.
    while let Some(Idle { since, stream: mut idle, read }) =
        Box::pin(serve_until_idle(shared, stream, &mut stopping)).await
    {
        if let Some(read) = read {
            stream = Rewound::new(read, idle);
            continue;
        }
        let over = since + shared.app.limits_in_use().idle_time;
        let next = tokio::select! {
            biased;
            next = tokio::time::timeout_at(over, first_bytes::next(&mut idle)) => next,
            () = stopped(&mut stopping) => Ok(Err(std::io::ErrorKind::ConnectionAborted.into())),
        };
        // It said nothing in time, or went away, or we do; over TLS one says so.
        let Ok(Ok(read)) = next else {
            let _ = tokio::time::timeout(FAREWELL, idle.shutdown()).await;
            return;
        };
        stream = Rewound::new(read, idle);
    }
}

/// A connection on which nothing happens.
struct Idle<S> {
    since: Instant,
    stream: S,
    /// The beginning of a request, which has come meanwhile. Nothing, rather than nothing in a buffer of 8 KiB.
    read: Option<Bytes>,
}

/// Serves it until it has been idle for a moment.
///
/// Then hyper's buffers, 16 KiB for each connection, are nobody's any more.
async fn serve_until_idle<A: Application<Root = A>, S>(
    shared: &Shared<A>,
    stream: Rewound<S>,
    stopping: &mut Stopping,
) -> Option<Idle<S>>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let limits = shared.app.limits_in_use();
    let (cork, activity) = (Cork::new(stream), Arc::new(Activity::default()));
    let mut connection = http1::Builder::new()
        // The clocks are here: one for a connection, and not one for each request.
        .header_read_timeout(None)
        .max_buf_size(limits.head_size)
        .max_headers(limits.header_count)
        // An answer is one piece of memory when it is written; long bodies come in pieces.
        .writev(false)
        .serve_connection(
            TokioIo::new(cork.clone()),
            service_fn(|request| {
                activity.begin(&request);
                Http1Response { responding: respond(shared, request), activity: &activity }
            }),
        );
    let mut watch = Watch::new(limits, &activity, &cork);
    // The signal may have come while the connection was idle.
    let (changed, is_late) = (stopping.clone(), shared.is_stopping());
    let mut stop = pin!(stopped(stopping));
    let (mut is_over, mut is_waiting, mut is_told) = (false, false, false);
    let since = poll_fn(|cx| {
        loop {
            // An error of a connection is the client's: it went away, or what it sent was not HTTP.
            is_over = is_over || Pin::new(&mut connection).poll(cx).is_ready();
            if is_over {
                return cork.poll_end(cx).map(|_| None);
            }
            match cork.poll_release(cx) {
                Poll::Ready(Err(_)) => return Poll::Ready(None),
                Poll::Ready(Ok(Released::Room)) => continue,
                Poll::Ready(Ok(Released::All)) | Poll::Pending => {}
            }
            // Once it waits, this task is woken; it is asked only when there is something to tell. Who has used up
            // what tokio grants a task in one go is not heard, and asks again.
            if !is_told && (!is_waiting || is_late || is_stopping(&changed)) {
                is_waiting = has_budget_remaining();
                if stop.as_mut().poll(cx).is_ready() {
                    if activity.is_quiet() && cork.is_released() {
                        return Poll::Ready(None);
                    }
                    is_told = true;
                    Pin::new(&mut connection).graceful_shutdown();
                    continue;
                }
            }
            return watch.poll(cx);
        }
    })
    .await?;
    // With the rest of its parts, hyper's handle of the stream is gone.
    let read = Some(connection.into_parts().read_buf).filter(|read| !read.is_empty());
    let stream = cork.into_stream()?.into_stream()?;
    Some(Idle { since, stream, read })
}

/// The answer to a request, as hyper sends it.
struct Http1Response<'a> {
    responding: Responding<'a>,
    activity: &'a Arc<Activity>,
}

impl Future for Http1Response<'_> {
    type Output = Result<HttpResponse, Infallible>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Http1Response { responding, activity } = &mut *self;
        let answer = ready!(responding.poll_in_place(cx));
        if let Some(response) = answer {
            activity.answered(response.body_mut());
        }
        answer.take().map_or(Poll::Pending, |response| Poll::Ready(Ok(response)))
    }
}

//! Threads that answer requests, each with a runtime of its own.

use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

use crate::error::{Error, Result};

/// The workers of an app; with none, connections are served in the runtime that it was started in.
pub(super) struct Workers(Vec<Worker>);

struct Worker {
    runtime: Handle,
    /// A clone of it for each connection that it has.
    load: Arc<()>,
    /// Ends the thread when it is dropped.
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Workers {
    /// # Errors
    /// If the system has no more threads.
    pub(super) fn start(count: usize) -> Result<Self> {
        (0..count).map(Worker::start).collect::<Result<_>>().map(Workers)
    }

    /// The worker who has the fewest connections, and one more of his; `None` if there are no workers.
    pub(super) fn next(&self) -> Option<(Handle, Load)> {
        let idlest = self.0.iter().min_by_key(|worker| Arc::strong_count(&worker.load))?;
        Some((idlest.runtime.clone(), Load(Arc::clone(&idlest.load))))
    }
}

/// A connection of a worker, until it is dropped.
pub(super) struct Load(#[expect(dead_code, reason = "it is counted")] Arc<()>);

impl Worker {
    fn start(number: usize) -> Result<Self> {
        let cannot = |error| Error::io("cannot start a worker", error);
        let (stop, stopped) = oneshot::channel();
        let (started, runtime) = mpsc::channel();
        let thread = std::thread::Builder::new()
            .name(format!("responder-{number}"))
            .spawn(move || run(&started, stopped))
            .map_err(cannot)?;
        // A thread that says nothing has not come so far.
        let runtime = runtime.recv().unwrap_or_else(|_| Err(std::io::ErrorKind::Other.into())).map_err(cannot)?;
        Ok(Worker { runtime, load: Arc::default(), stop: Some(stop), thread: Some(thread) })
    }
}

/// A worker's thread, which makes its own runtime: one cannot be dropped where another is at work.
fn run(started: &mpsc::Sender<std::io::Result<Handle>>, stopped: oneshot::Receiver<()>) {
    let runtime = match Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return drop(started.send(Err(error))),
    };
    // Whoever asked for the worker may be gone, and then it ends at once.
    let _ = started.send(Ok(runtime.handle().clone()));
    let _ = runtime.block_on(stopped);
    // A blocking job that hangs is not waited for, as in the caller's own runtime.
    runtime.shutdown_background();
}

impl Drop for Worker {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

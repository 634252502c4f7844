//! The open connections, and their end.

use std::future::Future;

use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::Instant;

/// Tells a connection when to stop.
pub(super) type Stopping = watch::Receiver<bool>;

/// Whether the signal was given. With this receiver nobody may have waited for it, nor with the one that it is a clone of.
pub(super) fn is_stopping(stopping: &Stopping) -> bool {
    // It is given once. This is an atomic load, and `borrow` a lock.
    stopping.has_changed().unwrap_or(true)
}

/// The open connections.
#[derive(Debug)]
pub(super) struct Connections {
    tasks: JoinSet<()>,
    stopping: watch::Sender<bool>,
}

impl Default for Connections {
    fn default() -> Self {
        Connections { tasks: JoinSet::new(), stopping: watch::Sender::new(false) }
    }
}

impl Connections {
    pub(super) fn spawn_on<F: Future<Output = ()> + Send + 'static>(
        &mut self,
        runtime: &Handle,
        serve: impl FnOnce(Stopping) -> F,
    ) {
        // Those that ended meanwhile are let go here, or they would pile up.
        while self.tasks.try_join_next().is_some() {}
        self.tasks.spawn_on(serve(self.stopping.subscribe()), runtime);
    }

    /// Waits until there are fewer than this.
    pub(super) async fn fewer_than(&mut self, limit: usize) {
        while self.tasks.len() >= limit {
            self.tasks.join_next().await;
        }
    }

    /// Tells every connection to end after its current request, and waits for that.
    pub(super) async fn finish(mut self, until: Instant) {
        self.stopping.send_replace(true);
        let all = async { while self.tasks.join_next().await.is_some() {} };
        if tokio::time::timeout_at(until, all).await.is_err() {
            eprintln!("warning: {} connections did not finish in time and are cut", self.tasks.len());
        }
    }
}

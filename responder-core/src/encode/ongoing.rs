//! What is being done after responses were sent.

use std::sync::Arc;

use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::time::Instant;

use crate::message::Background;

/// How many responses of an app have something that is being done after them.
#[derive(Clone, Debug)]
pub(crate) struct Ongoing(Arc<watch::Sender<usize>>);

impl Default for Ongoing {
    fn default() -> Self {
        Ongoing(Arc::new(watch::Sender::new(0)))
    }
}

impl Ongoing {
    /// What is to be done after one response.
    pub(super) fn finishing(&self, tasks: Background) -> Finishing {
        Finishing { tasks: Some(tasks), counted: Counted::new(&self.0) }
    }

    /// Waits until all is done, up to this time.
    ///
    /// # Errors
    /// After how many responses it is not.
    pub(crate) async fn finish(&self, until: Instant) -> Result<(), usize> {
        let mut count = self.0.subscribe();
        let done = tokio::time::timeout_at(until, count.wait_for(|count| *count == 0)).await.is_ok();
        if done { Ok(()) } else { Err(*self.0.borrow()) }
    }
}

/// What is to be done after one response; it begins when this is dropped.
#[derive(Debug)]
pub(crate) struct Finishing {
    tasks: Option<Background>,
    counted: Counted,
}

#[derive(Debug)]
struct Counted(Arc<watch::Sender<usize>>);

impl Counted {
    fn new(count: &Arc<watch::Sender<usize>>) -> Self {
        count.send_modify(|count| *count += 1);
        Counted(Arc::clone(count))
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count -= 1);
    }
}

impl Finishing {
    /// Does it here.
    pub(crate) async fn run(mut self) {
        if let Some(tasks) = self.tasks.take() {
            run(tasks).await;
        }
    }
}

impl Drop for Finishing {
    fn drop(&mut self) {
        // Without a runtime, all is over.
        if let (Some(tasks), Ok(runtime)) = (self.tasks.take(), Handle::try_current()) {
            let counted = Counted::new(&self.counted.0);
            runtime.spawn(async move {
                run(tasks).await;
                drop(counted);
            });
        }
    }
}

/// One after the other, each a task of its own, so that a panic, which was printed, is the end of that one only.
async fn run(tasks: Background) {
    for task in tasks.into_tasks() {
        let _ = tokio::spawn(task).await;
    }
}

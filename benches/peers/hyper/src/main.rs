//! The service on bare hyper.

use std::convert::Infallible;
use std::sync::Arc;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use peers_hyper::{Reply, reply, run};
use peers_service::Tokens;
use tokio::net::TcpStream;

async fn serve(stream: TcpStream, tokens: Arc<Tokens>) {
    let service = service_fn(|request| {
        let reply = reply(request, &tokens);
        async {
            Ok::<_, Infallible>(match reply {
                Reply::Now(answer) => answer,
                Reply::Later(answer) => answer.await,
            })
        }
    });
    let _ = http1::Builder::new().pipeline_flush(true).serve_connection(TokioIo::new(stream), service).await;
}

fn main() -> std::io::Result<()> {
    run(serve)
}

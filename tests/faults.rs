//! A server in a process of its own, with too few descriptors.
#![cfg(unix)]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// An example, built.
fn example(name: &str) -> PathBuf {
    // From `target/debug/deps/faults-..`.
    let this = std::env::current_exe().unwrap();
    let profile = this.parent().unwrap().parent().unwrap();
    let release = profile.ends_with("release").then_some("--release");
    let built = Command::new(env!("CARGO")).args(["build", "--quiet", "--example", name]).args(release).status();
    assert!(built.unwrap().success());
    profile.join("examples").join(name)
}

/// A server that ends with the test, whatever its outcome.
struct Server {
    process: Child,
    address: SocketAddr,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Server {
    /// With room for this many open files.
    fn start(name: &str, files: u32) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = free.local_addr().unwrap();
        drop(free);
        let process = Command::new("sh")
            .args(["-c", &format!("ulimit -n {files}; exec \"$0\"")])
            .arg(example(name))
            .env("PORT", address.port().to_string())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let server = Server { process, address };
        server.wait_for_an_answer();
        server
    }

    fn answer(&self) -> std::io::Result<String> {
        let mut stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        stream.write_all(b"GET /hello/you HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }

    fn wait_for_an_answer(&self) {
        let begun = Instant::now();
        while !self.answer().is_ok_and(|answer| answer.ends_with("hello, you!")) {
            assert!(begun.elapsed() < Duration::from_secs(60), "no answer");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

#[test]
fn without_descriptors_it_waits_and_goes_on_when_there_are_some() {
    let mut server = Server::start("hello", 40);
    let held: Vec<_> = (0..100).filter_map(|_| TcpStream::connect(server.address).ok()).collect();
    assert!(held.len() > 40, "the system holds those that are not accepted");
    std::thread::sleep(Duration::from_millis(300));
    assert!(server.process.try_wait().unwrap().is_none(), "it is still there");
    drop(held);
    server.wait_for_an_answer();
}

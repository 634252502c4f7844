//! Running a program that compiles: does it start, and does it answer?

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::compile::anywhere;
use crate::mistakes::Mistake;
use crate::outcome::Found;

const PATIENCE: Duration = Duration::from_secs(20);

/// A process that does not outlive this one's interest in it.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// When the mistake shows, and what there is to read.
pub fn run(executable: &Path, mistake: &Mistake) -> (Found, String) {
    let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port");
    let log = executable.with_extension("log");
    let file = File::create(&log).expect("a log beside the program");
    let mut command = Command::new(executable);
    // Each framework has a way of its own to be told the port.
    command.env("ADDRESS", free.to_string()).env("PORT", free.port().to_string());
    command.env("ROCKET_PORT", free.port().to_string()).env("ROCKET_CLI_COLORS", "false");
    command.env_remove("RUST_BACKTRACE");
    command.stdin(Stdio::null()).stdout(file.try_clone().expect("a log for both")).stderr(file);
    let mut running = Running(command.spawn().expect("what was built can be run"));
    let printed = || anywhere(&errors(&fs::read_to_string(&log).expect("a log that is text")));

    if !listens(&mut running, free) {
        return (Found::StartUp, printed());
    }
    let answer = request(free, mistake).unwrap_or_default();
    drop(running);

    let status = answer.split(' ').nth(1).unwrap_or("no answer").to_owned();
    let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body.trim());
    let said = format!("{}\nGET {}: {status}\n{body}", printed(), mistake.path).trim().to_owned();
    let found = status == "500" || answer.is_empty() || said.contains("panicked at");
    (if found { Found::Request(status) } else { Found::Never(status) }, said)
}

/// A log from its first error on: Rocket prints its configuration before that.
fn errors(log: &str) -> String {
    let lines = log.lines().skip_while(|line| !line.starts_with("Error") && !line.starts_with("thread '"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Waits until the program listens, or ends.
fn listens(running: &mut Running, address: SocketAddr) -> bool {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if running.0.try_wait().expect("a child of this process").is_some() {
            return false;
        }
        if TcpStream::connect(address).is_ok() {
            return true;
        }
        sleep(Duration::from_millis(20));
    }
    panic!("it neither listened nor ended within {PATIENCE:?}");
}

fn request(address: SocketAddr, mistake: &Mistake) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let (path, token) = (mistake.path, mistake.token);
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

"""The servers that are measured, the requests that they answer, and connections to them."""

import base64
import hashlib
import hmac
import json
import os
import pathlib
import re
import socket
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent.parent
ROOT = HERE.parent.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", HERE / "target"))

# Name, program, how it is to run.
SERVERS = {
    "responder": ("responder", []),
    "hyper": ("hyper", ["percore"]),
    "hyper, shared": ("hyper", ["shared"]),
    "hyper, careful": ("careful", ["percore"]),
    "axum": ("axum", []),
    "xitca-web": ("xitca", []),
    "ntex": ("ntex", []),
    "actix-web": ("actix", []),
    "salvo": ("salvo", []),
    "Rocket": ("rocket", []),
}

SECRET = b"the secret of a benchmark that is no secret"
PIPELINED = 16


def token(role="admin"):
    def part(data):
        return base64.urlsafe_b64encode(data).rstrip(b"=")

    claims = {"sub": "1", "role": role, "exp": 4_000_000_000}
    text = part(b'{"alg":"HS256","typ":"JWT"}') + b"." + part(json.dumps(claims).encode())
    return (text + b"." + part(hmac.new(SECRET, text, hashlib.sha256).digest())).decode()


BEARER = {"Authorization": f"Bearer {token()}"}
BROWSER = {
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "en-US,en;q=0.5",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Connection": "keep-alive",
    "Upgrade-Insecure-Requests": "1",
    "Cache-Control": "max-age=0",
}
# Path, header fields, how many requests are sent at a time.
KINDS = {
    "plaintext": ("/plaintext", {}, 1),
    "json": ("/json", {}, 1),
    "users": ("/users/42", {}, 1),
    "me": ("/me", BEARER, 1),
    "admin": ("/admin/users", BEARER, 1),
    "browser": ("/plaintext", BROWSER, 1),
    "pipelined": ("/plaintext", {}, PIPELINED),
}
# Path, header fields, body to send, status, body.
ANSWERS = [
    ("/plaintext", {}, None, 200, b"Hello, World!"),
    ("/plaintext", BROWSER, None, 200, b"Hello, World!"),
    ("/json", {}, None, 200, b'{"message":"Hello, World!"}'),
    ("/users/42", {}, None, 200, b'{"id":42,"name":"somebody"}'),
    ("/me", BEARER, None, 200, b'{"user_id":1,"role":"admin"}'),
    ("/admin/users", BEARER, None, 200, b'[{"id":1,"name":"admin"},{"id":2,"name":"alice"}]'),
    ("/r7/items/seven", {}, None, 200, b"seven"),
    ("/upload", {"Content-Type": "text/plain"}, b"12345678", 200, b"8"),
    ("/me", {}, None, 401, None),
    ("/me", {"Authorization": BEARER["Authorization"][:-4] + "AAAA"}, None, 401, None),
    ("/admin/users", {"Authorization": f"Bearer {token('user')}"}, None, 403, None),
    ("/nowhere", BEARER, None, 404, None),
]


def request(path, fields, body=None):
    method = "GET"
    if body is not None:
        method, fields = "POST", {**fields, "Content-Length": len(body)}
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"{method} {path} HTTP/1.1\r\nHost: localhost\r\n{lines}\r\n".encode() + (body or b"")


class Connection:
    def __init__(self, port):
        self.socket = connected(port)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.read = b""

    def ask(self, sent):
        """The whole answer to one request."""
        self.socket.sendall(sent)
        while b"\r\n\r\n" not in self.read:
            self.more()
        head, self.read = self.read.split(b"\r\n\r\n", 1)
        length = int(re.search(rb"(?i)content-length: *(\d+)", head).group(1)) if b" 204 " not in head else 0
        while len(self.read) < length:
            self.more()
        body, self.read = self.read[:length], self.read[length:]
        return head, body

    def more(self):
        received = self.socket.recv(1 << 16)
        if not received:
            raise SystemExit("error: a server has closed the connection")
        self.read += received

    def repeat(self, sent, count, batch):
        """Sends the same request again and again; all answers are of one length."""
        head, body = self.ask(sent)
        size = (len(head) + 4 + len(body)) * batch
        sent *= batch
        for _ in range(count // batch):
            self.socket.sendall(sent)
            received = 0
            while received < size:
                part = len(self.socket.recv(1 << 16))
                if not part:
                    raise SystemExit("error: a server has closed the connection")
                received += part

    def close(self):
        self.socket.close()


def connected(port):
    for _ in range(600):
        try:
            return socket.create_connection(("127.0.0.1", port))
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"error: nobody listens at port {port}")


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Server:
    """A running server, until the block ends."""

    def __init__(self, name, threads=1, under=(), program=None, way=None):
        self.port = free_port()
        known, ways = SERVERS.get(name, (name, []))
        path = TARGET / "release" / f"peers-{program or known}"
        command = [*under, str(path), str(self.port), str(threads), *([way] if way else ways)]
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=self.errors)

    def __enter__(self):
        connected(self.port).close()
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def stderr(self):
        self.errors.seek(0)
        return self.errors.read().decode(errors="replace")

    def stat(self):
        return pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()

    def cpu(self):
        """Seconds of user and system time."""
        fields = self.stat()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident(self):
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", text).group(1))


def build(programs):
    packages = [argument for program in programs for argument in ("--package", f"peers-{program}")]
    subprocess.run(["cargo", "build", "--release", "--quiet", "--locked", *packages], cwd=HERE, check=True)


def check(name):
    with Server(name) as server:
        connection = Connection(server.port)
        for path, fields, sent, status, body in ANSWERS:
            head, received = connection.ask(request(path, fields, sent))
            if f" {status} ".encode() not in head.split(b"\r\n")[0] + b" " or body not in (None, received):
                raise SystemExit(f"error: {name} answers {path} with {head.decode()} and {received}")
            if re.search(rb"(?i)connection: close", head):
                connection = Connection(server.port)


def say(*words):
    print(*words, flush=True)

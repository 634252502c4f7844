"""What a connection, a request, a session and a token hold in memory; and system calls."""

import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import time

from measure.servers import HERE, Connection, Server, request, say

CONNECTIONS = 2000
# Of so long a body half is sent. No server refuses it.
BODY = b"x" * 8192


def held(name, use, batches=1):
    """KiB for each connection that is used in this way, when they come in so many batches, seconds apart."""
    with Server(name) as server:
        Connection(server.port).repeat(request("/plaintext", {}), 1000, 1)
        before, connections = server.resident(), []
        for _ in range(batches):
            for _ in range(CONNECTIONS // batches):
                connections.append(Connection(server.port))
                use(connections[-1])
            time.sleep(3 if batches > 1 else 1)
        grown = (server.resident() - before) / len(connections)
        for connection in connections:
            connection.close()
        return grown


def idle(connection):
    connection.ask(request("/plaintext", {}))


def waiting(connection):
    connection.socket.sendall(request("/waits", {}))


def uploading(connection):
    connection.socket.sendall(request("/upload", {"Content-Type": "text/plain"}, BODY)[: -len(BODY) // 2])


def system_calls(name):
    """System calls for one request on one connection."""
    def run(count):
        out = tempfile.mktemp(prefix="strace.")
        with Server(name) as server:
            tracer = subprocess.Popen(["strace", "-f", "-c", "-o", out, "-p", str(server.process.pid)], stderr=subprocess.DEVNULL)
            time.sleep(0.5)
            connection = Connection(server.port)
            connection.repeat(request("/plaintext", {}), count, 1)
            connection.close()
            time.sleep(0.2)
            tracer.terminate()
            tracer.wait()
        text = pathlib.Path(out).read_text()
        pathlib.Path(out).unlink()
        return int(re.search(r"^\s*100\.00\s+\S+\s+(?:\S+\s+)?(\d+)\s+(?:\d+\s+)?total$", text, re.M).group(1))

    return (run(3000) - run(1000)) / 2000


def measure_memory(results, names):
    for name in names:
        results["memory"][name] = {"at once": held(name, idle), "in time": held(name, idle, batches=10),
                                   "waiting": held(name, waiting), "uploading": held(name, uploading)}
        if shutil.which("strace"):
            results["calls"][name] = system_calls(name)
        say(f"{name}: {results['memory'][name]} KiB, {results['calls'].get(name)} system calls")
    if "responder" in names:
        command = ["cargo", "run", "--release", "--quiet", "--locked", "--package", "peers-parts", "--bin", "peers-bytes"]
        results["bytes"] = json.loads(subprocess.run(command, cwd=HERE, stdout=subprocess.PIPE, check=True).stdout)
        say(results["bytes"])

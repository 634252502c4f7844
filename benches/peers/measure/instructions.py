"""Instructions for one request, in user space, by callgrind."""

import pathlib
import re
import tempfile

from measure.servers import KINDS, Connection, Server, request, say


def collected(name, kind, count, **how):
    """Instructions of a whole run that answers so many requests on one connection."""
    path, fields, batch = kind
    out = tempfile.mktemp(prefix="callgrind.")
    under = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}"]
    server = Server(name, under=under, **how)
    with server:
        connection = Connection(server.port)
        connection.repeat(request(path, fields), count, batch)
        connection.close()
    pathlib.Path(out).unlink(missing_ok=True)
    found = re.search(r"Collected : (\d+)", server.stderr())
    if not found:
        raise SystemExit(f"error: no count for {name}: {server.stderr()}")
    return int(found.group(1))


def instructions(name, kind, few=800, many=2400, **how):
    """Instructions in user space for one request, without those of the start and the end. `how`: of `Server`."""
    return (collected(name, kind, many, **how) - collected(name, kind, few, **how)) / (many - few)


def measure_instructions(results, names):
    for name in names:
        counts = {kind: round(instructions(name, KINDS[kind])) for kind in KINDS}
        results["instructions"][name] = counts
        say(f"{name}: {counts}")
    if "responder" in names:
        results["async"] = round(instructions("responder", ("/async", {}, 1)))
        say(f"responder, plaintext by an async function: {results['async']}")

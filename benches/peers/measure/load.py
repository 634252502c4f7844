"""Requests per second and CPU time, by wrk; and how connections are shared out among threads."""

import collections
import re
import statistics
import subprocess
import tempfile
import threading

from measure.servers import KINDS, PIPELINED, Connection, Server, request, say

PIPELINE = """
init = function(args)
    local one = wrk.format("GET", wrk.path)
    all = string.rep(one, %d)
end
request = function() return all end
""" % PIPELINED


def load(server, kind, connections, seconds, threads=1):
    """Requests per second, and microseconds of the server's CPU time for each."""
    path, fields, batch = kind
    command = ["wrk", "--threads", str(threads), "--connections", str(connections), "--duration", f"{seconds}s", "--latency"]
    for name, value in fields.items():
        command += ["--header", f"{name}: {value}"]
    script = None
    if batch > 1:
        script = tempfile.NamedTemporaryFile("w", suffix=".lua")
        script.write(PIPELINE)
        script.flush()
        command += ["--script", script.name]
    before = server.cpu()
    text = subprocess.run([*command, f"http://127.0.0.1:{server.port}{path}"], capture_output=True, text=True, check=True).stdout
    spent = server.cpu() - before
    if re.search(r"Non-2xx|Socket errors", text):
        raise SystemExit(f"error: {text}")
    count = int(re.search(r"(\d+) requests in", text).group(1))
    rate = float(re.search(r"Requests/sec: +([\d.]+)", text).group(1))
    late = re.search(r"99% +([\d.]+)(us|ms|s)", text)
    late = float(late.group(1)) * {"us": 0.001, "ms": 1, "s": 1000}[late.group(2)]
    return {"rate": rate, "cpu": spent * 1e6 / max(count, 1), "p99": late}


def measure_load(results, names, rounds, seconds):
    found = {name: {kind: collections.defaultdict(list) for kind in KINDS} for name in names}
    for number in range(1, rounds + 1):
        for kind, what in KINDS.items():
            for name in names:
                with Server(name) as server:
                    load(server, what, 64, 1)
                    for key, value in load(server, what, 64, seconds).items():
                        found[name][kind][key].append(value)
        say(f"round {number} of {rounds}")
    results["rounds"], results["seconds"] = rounds, seconds
    for name in names:
        results["load"][name] = {
            kind: {key: statistics.median(values) for key, values in of.items()} for kind, of in found[name].items()
        }
        say(f"{name}: " + ", ".join(f"{kind} {of['rate']:.0f}/s {of['cpu']:.2f} us" for kind, of in results["load"][name].items()))


# How the same program is served, on two threads.
MODELS = {"one runtime": ("responder", "shared"), "workers": ("responder", "workers"),
          "hyper, one runtime": ("hyper", "shared"), "hyper, SO_REUSEPORT": ("hyper", "percore")}


def measure_models(results, rounds, seconds):
    found = collections.defaultdict(lambda: collections.defaultdict(list))
    loads = {"64 connections": ("plaintext", 64), "1 connection": ("plaintext", 1), "5 connections": ("plaintext", 5),
             "1,000 connections": ("plaintext", 1000), "me, 64": ("me", 64), "pipelined": ("pipelined", 64)}
    for _ in range(rounds):
        for label, (kind, connections) in loads.items():
            for model, (name, way) in MODELS.items():
                with Server(name, threads=2, way=way) as server:
                    load(server, KINDS[kind], connections, 1)
                    got = load(server, KINDS[kind], connections, seconds)
                    found[model][label].append((got["rate"], got["cpu"], got["p99"]))
        for model in ("one runtime", "workers"):
            found[model]["beside a slow handler"].append(beside_slow(MODELS[model], seconds))
    for model, of in found.items():
        results["models"][model] = {label: [statistics.median(one) for one in zip(*values)] for label, values in of.items()}
        say(f"{model}: {results['models'][model]}")


def beside_slow(model, seconds):
    """The load of 16 connections while another one keeps a handler computing for 50 ms each time."""
    name, way = model
    with Server(name, threads=2, way=way) as server:
        stop = threading.Event()

        def keep_busy():
            connection = Connection(server.port)
            while not stop.is_set():
                connection.ask(request("/slow", {}))

        busy = threading.Thread(target=keep_busy)
        busy.start()
        got = load(server, KINDS["plaintext"], 16, seconds)
        stop.set()
        busy.join()
    return got["rate"], got["cpu"], got["p99"]

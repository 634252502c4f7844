"""What it costs that `me` has a guard: against a route with the same answer and none, for each algorithm of tokens."""

import collections
import statistics

from measure.instructions import instructions
from measure.load import load
from measure.servers import Connection, Server, request, say

ALGORITHMS = ["HS256", "RS256", "ES256"]


def routes(algorithm):
    """Both are sent the token."""
    with Server("responder", way=algorithm) as server:
        _, token = Connection(server.port).ask(request("/token", {}))
    fields = {"Authorization": f"Bearer {token.decode()}"}
    return {"open": ("/open/me", fields, 1), "me": ("/me", fields, 1)}


def measure_guard(results, rounds, seconds):
    kinds = {algorithm: routes(algorithm) for algorithm in ALGORITHMS}
    for algorithm, of in kinds.items():
        results["guard"][algorithm] = {route: {"instructions": round(instructions("responder", kind, way=algorithm))} for route, kind in of.items()}
    found = collections.defaultdict(list)
    for _ in range(rounds):
        for algorithm, of in kinds.items():
            for route, kind in of.items():
                with Server("responder", way=algorithm) as server:
                    load(server, kind, 64, 1)
                    found[algorithm, route].append(load(server, kind, 64, seconds)["cpu"])
    for (algorithm, route), values in found.items():
        results["guard"][algorithm][route]["cpu"] = statistics.median(values)
    for algorithm in ALGORITHMS:
        say(f"{algorithm}: {results['guard'][algorithm]}")

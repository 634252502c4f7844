"""What the parts of a request take, by `cargo bench`, without sockets."""

import re
import subprocess

from measure.servers import HERE, say

NANOSECONDS = {"ns": 1, "µs": 1e3, "ms": 1e6, "s": 1e9}


def measure_parts(results):
    command = ["cargo", "bench", "--quiet", "--locked", "--package", "peers-parts", "--bench", "parts"]
    text = subprocess.run(command, cwd=HERE, stdout=subprocess.PIPE, text=True, check=True).stdout
    results["parts"], group = {}, ""
    for line in text.splitlines():
        # The name, and the fastest, slowest and median time; one with arguments has a line for each, further in.
        found = re.match(r"([│ ]*)[├╰]─ (\S+)\s+(.*)", line)
        if not found:
            continue
        inset, name, rest = found.groups()
        times = re.findall(r"([\d.]+) (ns|µs|ms|s)\b", rest)
        if not times:
            group = name
            continue
        name = f"{group} {name}" if inset else name
        fastest, median = (float(value) * NANOSECONDS[unit] for value, unit in (times[0], times[2]))
        results["parts"][name.replace("_", " ")] = {"fastest": fastest, "median": median}
        say(f"{name}: {median:.0f} ns")

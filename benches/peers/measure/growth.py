"""Instructions by the number of header fields and of routes, CPU time by that of connections."""

import os
import shutil
import subprocess

from measure.instructions import instructions
from measure.load import load
from measure.servers import HERE, KINDS, ROOT, TARGET, Server, say


def with_headers(count):
    return ("/plaintext", {f"X-Field-{number:02}": f"value {number}" for number in range(count)}, 1)


def routes_program(count):
    """The service with so many routes, written out and built; the path of one in the middle."""
    folder = TARGET / "growth" / str(count)
    (folder / "src").mkdir(parents=True, exist_ok=True)
    (folder / "Cargo.toml").write_text(
        f'[package]\nname = "peers-routes-{count}"\nversion = "0.0.0"\nedition = "2024"\n\n[workspace]\n\n'
        f'[dependencies]\nresponder = {{ path = "{ROOT}" }}\ntokio = {{ version = "1", features = ["full"] }}\n\n'
        "[profile.release]\nopt-level = 1\n\n[profile.release.package.\"*\"]\nopt-level = 3\n"
    )
    shutil.copy(HERE / "Cargo.lock", folder / "Cargo.lock")
    modules = []
    for module in range(0, count, 100):
        routes = "".join(
            f'#[get("/r{number}/items/{{id}}")]\nfn r{number}(id: &str) -> String {{ id.to_owned() }}\n'
            for number in range(module, min(module + 100, count))
        )
        modules.append(f"mod m{module} {{\nuse super::Api;\nuse responder::prelude::*;\n{routes}}}\n")
    (folder / "src" / "main.rs").write_text(
        "use responder::prelude::*;\n#[api]\nstruct Api;\n" + "".join(modules)
        + '#[tokio::main(flavor = "current_thread")]\nasync fn main() -> responder::Result {\n'
        'let port = std::env::args().nth(1).unwrap_or_default();\n'
        'let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await?;\n'
        "Api.into_app()?.serve(listener).await\n}\n"
    )
    environment = {**os.environ, "CARGO_TARGET_DIR": str(TARGET / "growth" / "target")}
    subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=folder, env=environment, check=True)
    program = TARGET / "growth" / "target" / "release" / f"peers-routes-{count}"
    shutil.copy(program, TARGET / "release" / program.name)
    return f"routes-{count}", f"/r{count // 2}/items/seven"


def measure_growth(results, seconds):
    compared = ["responder", "hyper", "axum"]
    for count in (1, 4, 16, 64):
        for name in compared:
            results["headers"].setdefault(name, {})[count] = round(instructions(name, with_headers(count)))
        say(f"{count} header fields: {[results['headers'][name][count] for name in compared]}")
    for count in (10, 100, 1000, 10000):
        program, path = routes_program(count)
        results["routes"][count] = round(instructions("responder", (path, {}, 1), program=program))
        say(f"{count} routes: {results['routes'][count]}")
    for count in (1, 64, 1000):
        for name in compared:
            with Server(name) as server:
                load(server, KINDS["plaintext"], count, 1)
                results["connections"].setdefault(name, {})[count] = load(server, KINDS["plaintext"], count, seconds)["cpu"]
        say(f"{count} connections: {[round(results['connections'][name][count], 2) for name in compared]} us")

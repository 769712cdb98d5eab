"""What is done with this repository, a task each: `nox -s TASK`, and `nox -l` lists them.

All but `set_up` run in the environment that nox is in, which `set_up` makes; what follows `--` goes to the command.
"""

from __future__ import annotations

import re
import sys
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from typing import Final

import nox

ENGINE: Final = {"CPPFLAGS": "-DPyEval_CallObject=PyObject_CallObject"}
"""With it durable_rules builds on every CPython."""
LOCKED: Final = ("--quiet", "--no-build-isolation", "--require-hashes", "-r")
GENERATED: Final = (
    "tests/pack/recording.py",
    "docs/generate_facts.py",
    "docs/generate_rules.py",
    "docs/generate_man.py",
    "docs/generate_schemas.py",
)

nox.options.default_venv_backend = "none"
nox.options.sessions = ["lint", "test"]


def python(session: nox.Session, *arguments: str | Path) -> None:
    """Run the Python that nox runs on."""
    session.run(sys.executable, *map(str, arguments))


@nox.session
def set_up(session: nox.Session) -> None:
    """Makes .venv, with the project, and all that its tasks need as it is locked; on Linux or macOS, as it compiles."""
    python(session, "-m", "venv", ".venv")
    pip = (str(Path(".venv", "bin", "python").absolute()), "-m", "pip", "install")
    session.run(*pip, *LOCKED, ".ci/locks/install.txt")
    session.run(*pip, *LOCKED, ".ci/locks/lint.txt", "-r", ".ci/locks/docs.txt", env=ENGINE)
    session.run(*pip, "--no-deps", "--editable", ".")


@nox.session
def test(session: nox.Session) -> None:
    """Runs the tests."""
    python(session, "-m", "pytest", *(session.posargs or ("-n", "auto")))


@nox.session
def lint(session: nox.Session) -> None:
    """Looks at style, types, and who imports whom; changes nothing."""
    python(session, "-m", "ruff", "check", ".")
    python(session, "-m", "ruff", "format", "--check", ".")
    python(session, "-m", "mypy")
    python(
        session, "-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache", "--no-logo"
    )


@nox.session
def generate(session: nox.Session) -> None:
    """Writes anew what follows from the rule packs, the commands, and what is printed as JSON."""
    for script in GENERATED:
        python(session, script)


@nox.session
def translations(session: nox.Session) -> None:
    """Brings the Chinese catalogue up to the sources, compiles it, and says what lacks Chinese."""
    python(session, ".ci/messages.py")


@nox.session
def fuzz(session: nox.Session) -> None:
    """Tries random input of every kind, as much as the tests do; `-- --target xlsx --minutes 5` for one, longer."""
    python(session, "tests/fuzz/fuzzing.py", *(session.posargs or ("--count", "0")))


@nox.session
def bench(session: nox.Session) -> None:
    """Measures how quick it is: all there is to measure, or what is named, as in `-- beside`."""
    python(session, "-m", "pip", "install", "--quiet", "--group", "benchmarks")
    python(session, "benchmarks/run.py", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Builds the documentation as a site/; fails where a link leads nowhere, or a page asks for what is elsewhere."""
    session.run(sys.executable, "-m", "mkdocs", "build", env={"NO_MKDOCS_2_WARNING": "true"})
    asks = re.compile(r"<(?:link|script|img|iframe)\b[^>]*(?:src|href)=[\"']?https?:|@import|url\(https?:")
    outside = [path for path in Path("site").rglob("*.html") if asks.search(path.read_text(encoding="utf-8"))]
    if outside:
        session.error(f"not without network: {outside}")


@nox.session
def release(session: nox.Session) -> None:
    """Builds what is released into dist/: wheel, source distribution, plancheck.pyz for this system, and digests."""
    dist, inside = Path("dist"), Path("dist", "inside")
    rmtree(dist, ignore_errors=True)
    python(session, "-m", "build", "--no-isolation")
    (wheel,) = dist.glob("*.whl")
    pip = ("-m", "pip", "install", "--target", str(inside))
    session.run(sys.executable, *pip, *LOCKED, ".ci/locks/run.txt", env=ENGINE)
    python(session, *pip, "--no-deps", wheel)
    made = ("--console-script", "plancheck", "--reproducible", "--output-file", dist / "plancheck.pyz")
    python(session, "-m", "shiv", "--site-packages", inside, *made)
    rmtree(inside)
    lines = [f"{sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(dist.iterdir())]
    Path(dist, "SHA256SUMS").write_text("".join(lines), encoding="utf-8")

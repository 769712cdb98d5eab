"""The local page, asked in this process or as the real server in one of its own; and plans to send to it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from flask.testing import FlaskClient

import checker
from checker.pack.loading import load_pack
from checker.readers import read_path
from checker.web.application import Settings, create_application
from checker.web.tasks import Limits, Tasks, prepare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HERE = "http://127.0.0.1:8000"
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FORM = "multipart/form-data; boundary=xxxxxx"


def form(files: Iterable[tuple[str, bytes]], changed: Iterable[int] = ()) -> bytes:
    """A form as a browser sends it."""
    parts = [('name="changed"', str(when).encode()) for when in changed]
    for name, content in files:
        # A backslash is doubled, as what is quoted is read with escapes.
        quoted = name.replace("\\", "\\\\").replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
        parts.append((f'name="files"; filename="{quoted}"', content))
    bodies = [f"--xxxxxx\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + body for head, body in parts]
    return b"\r\n".join([*bodies, b"--xxxxxx--\r\n"])


class Here(FlaskClient):
    """Asks for the server by its address."""

    def open(self, *args: Any, **settings: Any) -> Any:
        return super().open(*args, **{"base_url": HERE, **settings})


@pytest.fixture(scope="session", autouse=True)
def _processes_at_hand():
    prepare()


@pytest.fixture(scope="session")
def limits():
    return Limits(files=5, mebibytes=24, seconds=20)


def client_of(settings: Settings) -> FlaskClient:
    """Asks a server with these settings, in this process."""
    application = create_application(settings, Tasks(settings.limits, settings.jobs))
    application.test_client_class = Here
    return application.test_client()


@pytest.fixture(scope="session")
def client(limits):
    return client_of(Settings(limits=limits))


@pytest.fixture(scope="session")
def draft():
    """A plan that goes back."""
    return (EXAMPLES / "plans" / "hubei-draft.yaml").read_bytes()


@pytest.fixture(scope="session")
def good():
    """A plan that passes."""
    return (EXAMPLES / "plans" / "hubei.json").read_bytes()


@pytest.fixture(scope="session")
def send(client):
    """`send(("a.yaml", b"…"), answer="json", lang="zh")`: their page, or something else made of them."""

    def send(*files: tuple[str, bytes], lang: str = "en", answer: str = "page", **more: Any) -> Any:
        return answer_of(client, files, lang, answer, **more)

    return send


def answer_of(
    client: FlaskClient,
    files: Iterable[tuple[str, bytes]],
    lang: str = "en",
    answer: str = "page",
    *,
    headers: dict[str, str] | None = None,
    changed: Iterable[int] = (),
) -> Any:
    """What comes of files that are sent: the refusal, or the page that the answer leads to, or a download of it."""
    sent = client.post(f"/?lang={lang}", data=form(files, changed), headers=headers, content_type=FORM)
    if sent.status_code != 303:
        return sent
    path, _, query = sent.headers["Location"].partition("?")
    return client.get(f"{path if answer == 'page' else f'{path}/{answer}'}?{query}")


@pytest.fixture(scope="session")
def plan_of():
    """A plan of an office that passes, as JSON."""
    pack = load_pack("sipo-2012-113")
    base: Any = read_path(pack.folder / "documents" / "provincial-plan.base.yaml").data

    def make(office: str, **more: Any) -> bytes:
        province = pack.tables["office"].row(office).get("province") or "65"
        places = pack.tables["place"].index(["province"])[province,]
        regions = [
            {**region, "code": place["code"], "name": place["name"]}
            for region, place in zip(base["regions"], places, strict=False)
        ]
        return json.dumps({**base, "office": office, "regions": regions, **more}).encode()

    return make


@dataclass(frozen=True)
class Server:
    """A real server: where it listens, and what it has said."""

    address: str
    process: subprocess.Popen[bytes]
    out: Path
    err: Path
    temporary: Path

    def ended(self, asked: signal.Signals = signal.SIGINT) -> tuple[int, str, str]:
        """How it ends on Ctrl-C, which a terminal sends to all processes of a command: its status, and all it said."""
        os.killpg(self.process.pid, asked)
        return self.process.wait(timeout=60), self.out.read_text("utf-8"), self.err.read_text("utf-8")


@pytest.fixture(scope="session")
def serving(tmp_path_factory):
    """`with serving(script, "--port", …) as server`: the real server, until the test is done with it."""

    @contextmanager
    def serve(*command: object) -> Iterator[Server]:
        folder = tmp_path_factory.mktemp("server")
        out, err, temporary = folder / "out", folder / "err", folder / "temporary"
        temporary.mkdir()
        environment = {"PYTHONPATH": str(Path(checker.__file__).parents[1]), "TMPDIR": str(temporary)}
        with out.open("wb") as to_out, err.open("wb") as to_err:
            process = subprocess.Popen(
                [sys.executable, *map(str, command)],
                env={**os.environ, **environment},
                stdout=to_out,
                stderr=to_err,
                start_new_session=True,
            )
        try:
            while not (said := out.read_text("utf-8")).endswith("\n") and process.poll() is None:
                time.sleep(0.02)
            addresses = re.findall(r"http://\S+", said)
            assert addresses, err.read_text("utf-8")
            yield Server(addresses[0], process, out, err, temporary)
        finally:
            process.kill()
            process.wait()

    return serve

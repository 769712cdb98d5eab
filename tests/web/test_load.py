"""The real server with many at once and hostile ones among them: none lost, none mixed up, and it goes on."""

import http.client
import json
import re
import signal
import socket
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from hashlib import sha256
from pathlib import Path

import pytest

from checker.i18n import N_, say
from checker.pack.loading import load_pack

from .conftest import FORM, form

SERVED = Path(__file__).with_name("served.py")
UPLOADS = 200
AT_A_TIME = 8
SECONDS = 8
SECONDS_UNDER_LOAD = 30
"""So long that nothing but what hangs takes it, on a machine that has much else to do."""

DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
HOSTILE = ("sleep", "crash", "grow", "rubbish", "huge")
GIVEN_UP = N_("this file was given up after {seconds} seconds; please report it with the file")
DIED = N_("plancheck's process died over this file; please report it with the file")
NOT_JUDGED = N_(
    "this file was not judged, because others that were sent with it took too long; please send it again by itself"
)


def connected(address: str, seconds: int = 20) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(address.removeprefix("http://").rstrip("/"), timeout=seconds)


def post(address: str, files: list[tuple[str, bytes]], answer: str, lang: str = "en") -> tuple[int, bytes]:
    with closing(connected(address, 90)) as connection:
        connection.request("POST", f"/?lang={lang}", form(files), {"Content-Type": FORM})
        response = connection.getresponse()
        said = response.status, response.read()
        if response.status == 303:
            path, _, query = response.headers["Location"].partition("?")
            connection.request("GET", f"{path if answer == 'page' else f'{path}/{answer}'}?{query}")
            response = connection.getresponse()
            said = response.status, response.read()
        return said


def get(address: str) -> int:
    with closing(connected(address)) as connection:
        connection.request("GET", "/")
        return connection.getresponse().status


@pytest.fixture(scope="module")
def address(serving):
    with serving(SERVED, SECONDS) as server:
        yield server.address


def hostile(address: str, kind: str, content: bytes) -> None:
    """Send a file that hangs, crashes, grows, answers rubbish or is too large; it alone bears it."""
    if kind == "huge":
        assert post(address, [("huge.json", b" " * (17 * 1024 * 1024))], "json")[0] == 413
        return
    status, body = post(address, [(f"{kind}-.json", content)], "json")
    report = json.loads(body)
    assert (status, report["verdict"]) == (200, "undetermined")
    said = say("en", GIVEN_UP if kind == "sleep" else DIED, seconds=SECONDS_UNDER_LOAD)
    assert report["engine"]["failure"] == said


def test_two_hundred_uploads_eight_at_a_time(serving, plan_of):
    offices = (list(load_pack("sipo-2012-113").tables["office"].places) * UPLOADS)[:UPLOADS]
    contents = [plan_of(office, title=f"No. {place}") for place, office in enumerate(offices)]
    digests = [sha256(content).hexdigest() for content in contents]
    assert len(set(digests)) == UPLOADS

    def one(address: str, place: int) -> str:
        """Send a plan: what comes back is about it, and about no other of them."""
        answer, lang = ("json", "page")[place % 2], ("en", "zh")[place // 2 % 2]
        status, body = post(address, [(f"{place}.json", contents[place])], answer, lang)
        assert status == 200
        if answer == "json":
            report = json.loads(body)
            assert report["input"] == {"name": f"{place}.json", "sha256": digests[place]}
            assert report["office"] == offices[place]
        text = body.decode()
        assert set(DIGEST.findall(text)) & set(digests) == ({digests[place]} if answer == "json" else set())
        assert set(re.findall(r"(\d+)\.json\b", text)) == {str(place)}
        return answer

    with serving(SERVED, SECONDS_UNDER_LOAD) as server, ThreadPoolExecutor(AT_A_TIME) as threads:
        sent = []
        strangers = []
        for place in range(UPLOADS):
            if place % 10 == 0 and place // 10 < len(HOSTILE):
                strangers.append(threads.submit(hostile, server.address, HOSTILE[place // 10], contents[place]))
            sent.append(threads.submit(one, server.address, place))
        assert Counter(each.result() for each in sent) == {"json": UPLOADS / 2, "page": UPLOADS / 2}
        assert [each.result() for each in strangers] == [None] * len(HOSTILE)
        assert server.err.read_text("utf-8") == ""


def test_hostile_files_cost_those_beside_them_nothing(address, plan_of):
    files = [
        ("a.json", plan_of("CN-AH")),
        ("crash-b.json", plan_of("CN-BJ")),
        ("c.json", plan_of("CN-CQ")),
        ("sleep-d.json", plan_of("CN-FJ")),
        ("e.json", plan_of("CN-GD")),
    ]
    status, body = post(address, files, "json")
    review = json.loads(body)
    assert status == 200
    found = {report["input"]["name"]: (report["verdict"], report["office"]) for report in review["reports"]}
    assert found == {
        "a.json": ("pass", "CN-AH"),
        "c.json": ("pass", "CN-CQ"),
        "e.json": ("pass", "CN-GD"),
        "crash-b.json": ("undetermined", None),
        "sleep-d.json": ("undetermined", None),
    }


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_says_what_became_of_a_file_that_hangs(lang, address, plan_of):
    status, body = post(address, [("sleep-a.json", plan_of("CN-AH"))], "page", lang)
    assert status == 200
    assert say(lang, GIVEN_UP, seconds=SECONDS) in body.decode()


def test_whoever_sends_many_that_hang_does_not_hold_up_the_rest(address, plan_of):
    hanging = [(f"sleep-{n}.json", plan_of("CN-AH", title=str(n))) for n in range(20)]
    with ThreadPoolExecutor(2) as threads:
        slow = threads.submit(post, address, hanging, "json")
        status, body = post(address, [("good.json", plan_of("CN-HB"))], "json")
        assert (status, json.loads(body)["verdict"]) == (200, "pass")
        assert not slow.done()
        status, body = slow.result()
    reasons = [report["engine"]["failure"] for report in json.loads(body)["reports"]]
    assert reasons == [say("en", GIVEN_UP, seconds=SECONDS)] * 2 + [say("en", NOT_JUDGED)] * 18


@pytest.mark.parametrize("idle", [62, 200])
def test_those_who_keep_a_connection_and_say_nothing_shut_nobody_out(idle, address):
    place = address.removeprefix("http://").rstrip("/").partition(":")
    with ExitStack() as stack:
        for _ in range(idle):
            stack.enter_context(socket.create_connection((place[0], int(place[2])), timeout=20))
        began = time.monotonic()
        assert [get(address) for _ in range(5)] == [200] * 5
        assert time.monotonic() - began < 5


def test_whoever_sends_slowly_holds_up_nobody(address, good):
    body = form([("slow.json", good)])
    slow = connected(address, 30)
    slow.putrequest("POST", "/")
    slow.putheader("Content-Type", FORM)
    slow.putheader("Content-Length", str(len(body)))
    slow.endheaders()
    for place in range(0, len(body), len(body) // 5):
        slow.send(body[place : place + len(body) // 5])
        assert get(address) == 200
        time.sleep(0.1)
    assert slow.getresponse().status == 303
    slow.close()


def test_those_who_hang_up_or_say_nothing_are_no_trouble(address):
    silent = []
    for beginning in (
        b"",
        b"POST / HTTP/1.1\r\n",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000000\r\n\r\nabc",
    ):
        connection = connected(address)
        connection.connect()
        connection.sock.sendall(beginning)
        silent.append(connection)
    for connection in silent[1:]:
        connection.close()
    assert get(address) == 200
    silent[0].close()


@pytest.mark.parametrize(
    "request_line",
    [b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/9.9\r\nHost: x\r\n\r\n", b"\x00\xff\r\n\r\n", b"GET " + b"a" * 300_000],
)
def test_what_is_no_request_gets_no_page(request_line, address):
    connection = connected(address)
    connection.connect()
    try:
        connection.sock.sendall(request_line)
        answered = connection.sock.recv(4096)
    except OSError:
        answered = b""
    finally:
        connection.close()
    assert b"200" not in answered.partition(b"\r\n")[0]
    assert get(address) == 200


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_its_end_does_not_wait_for_what_hangs(asked, serving, good):
    with serving(SERVED, 600) as server, ThreadPoolExecutor(1) as threads:
        hanging = threads.submit(post, server.address, [("sleep-a.json", good)], "json")
        while not list(server.temporary.glob("plancheck-*")):
            time.sleep(0.05)
        status, _, err = server.ended(asked)
        assert (status, err) == (0, "")
        assert hanging.exception(timeout=20) is not None or hanging.result()[0] != 200
        assert list(server.temporary.glob("plancheck-*")) == []

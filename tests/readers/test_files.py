"""Files: what is none is refused at once, and never more is read than the limit."""

import errno
import hashlib
import os
import socket
import sys
from pathlib import Path

import pytest

from checker.errors import UnreadableError
from checker.readers import SUFFIXES, read_path
from checker.readers.files import is_file, read_file, read_lines

from .refusals import key_of, refusal

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="no such files there")


def test_name_digest_and_data(tmp_path):
    path = tmp_path / "plan.YAML"
    path.write_bytes(b"\xef\xbb\xbfoffice: CN-HB\r\n")
    document = read_path(path)
    assert document.name == str(path)
    assert document.sha256 == hashlib.sha256(b"\xef\xbb\xbfoffice: CN-HB\r\n").hexdigest()
    assert document.data == {"office": "CN-HB"}
    assert read_path(path, name="plans/./plan.YAML").name == "plans/./plan.YAML"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_suffix_of_the_table_has_its_reader(suffix, tmp_path):
    path = tmp_path / f"plan{suffix}"
    path.write_bytes(b'{"office": "CN-HB"}')
    if suffix in {".json", ".yaml", ".yml"}:
        assert read_path(path).data == {"office": "CN-HB"}
    else:
        with pytest.raises(UnreadableError, match="no Word document and no workbook"):
            read_path(path)


def test_missing(tmp_path):
    assert key_of(read_path, tmp_path / "none.json") == "file-missing"
    (tmp_path / "file").write_bytes(b"")
    assert key_of(read_path, tmp_path / "file" / "plan.json") == "file-missing"
    assert key_of(read_path, Path("a\0b.json")) == "file-missing"
    assert key_of(read_path, Path("a" * 5000)) == "file-name-too-long"
    assert not is_file(Path("a" * 5000))


def test_folder(tmp_path):
    assert key_of(read_path, tmp_path) == "file-is-folder"


@POSIX
def test_fifo_without_a_writer(tmp_path):
    os.mkfifo(tmp_path / "plan.json")
    assert key_of(read_path, tmp_path / "plan.json") == "file-not-regular"
    with pytest.raises(UnreadableError, match="device or a pipe"):
        next(read_lines(tmp_path / "plan.json"))


@POSIX
def test_fifo_that_takes_the_place_of_the_file(tmp_path, monkeypatch):
    path = tmp_path / "plan.json"
    os.mkfifo(path)
    regular = Path(__file__).stat()
    monkeypatch.setattr(Path, "stat", lambda _self: regular)
    assert key_of(read_path, path) == "file-not-regular"


@POSIX
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty"])
def test_device_is_not_even_opened(device, monkeypatch):
    monkeypatch.delattr(os, "open")
    assert key_of(read_path, Path(device)) == "file-not-regular"


@POSIX
def test_socket(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("plan.json")
        assert key_of(read_path, Path("plan.json")) == "file-not-regular"


@POSIX
def test_link_to_nothing_and_to_itself(tmp_path):
    (tmp_path / "a").symlink_to(tmp_path / "none")
    (tmp_path / "b").symlink_to(tmp_path / "b")
    assert key_of(read_path, tmp_path / "a") == "file-missing"
    assert key_of(read_path, tmp_path / "b") == "file-failed"


@pytest.mark.parametrize(
    ("number", "key"), [(errno.EACCES, "file-forbidden"), (errno.EPERM, "file-forbidden"), (errno.EIO, "file-failed")]
)
def test_what_the_system_refuses(number, key, tmp_path, monkeypatch):
    path = tmp_path / "plan.json"
    path.write_bytes(b"{}")

    def refuse(*_arguments: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", refuse)
    assert key_of(read_path, path) == key
    error = refusal(read_path, path)
    assert error.sha256 is None
    assert errno.errorcode[number] in error.message("zh") or key == "file-forbidden"


def test_no_more_is_read_than_the_limit_and_a_byte(tmp_path):
    path = tmp_path / "plan.json"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    assert len(read_file(path)) == 16 * 1024 * 1024 + 1
    assert key_of(read_path, path) == "too-large"

"""The folder for office computers: from a wheel and an embeddable Python, without network and without compiling.

Whether it runs on Windows is not tried here: what is tried is that all it is made of is in its place.
"""

from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

from checker.web import pages

from ..programs import program  # noqa: TID252 - folders of tests are no packages

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def script():
    return program(".ci/office_folder.py")


def wheel(folder: Path, name: str, version: str, files: dict[str, bytes], requires: str = "") -> Path:
    path = folder / f"{name}-{version}-py3-none-any.whl"
    about = f"{name}-{version}.dist-info"
    with ZipFile(path, "w") as archive:
        for each, content in files.items():
            archive.writestr(each, content)
        archive.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{requires}\n")
        archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{about}/RECORD", "")
    return path


REQUIRES = (
    "Requires-Dist: demo\n"
    "Requires-Dist: engine==1; sys_platform == 'linux'\n"
    "Requires-Dist: durable-rules; sys_platform != 'win32'\n"
    "Requires-Dist: engine==1; platform_python_implementation == 'CPython' and extra == 'engine'"
)


@pytest.fixture
def plancheck(tmp_path):
    icon = Path(pages.__file__).with_name("plancheck.ico").read_bytes()
    files = {"checker/__main__.py": b"", "checker/web/pages/plancheck.ico": icon}
    return wheel(tmp_path, "plancheck", "9.9", files, REQUIRES)


@pytest.fixture
def embeddable(tmp_path):
    path = tmp_path / "python-3.12.10-embed-amd64.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("python.exe", b"MZ")
        archive.writestr("python312.zip", b"")
        archive.writestr("python312._pth", b"python312.zip\r\n.\r\n\r\n#import site\r\n")
    return path


def test_the_folder_has_all_it_needs(script, plancheck, embeddable, tmp_path):
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    demo = wheel(wheels, "demo", "1.0", {"demo.py": b"x = 1\n"})
    lock = tmp_path / "lock.txt"
    digest = sha256(demo.read_bytes()).hexdigest()
    lock.write_text(
        f"# a lock\ndemo==1.0 \\\n    --hash=sha256:{digest}\n    # via plancheck\n"
        f"engine==1 ; platform_python_implementation == 'CPython' \\\n    --hash=sha256:{digest}\n"
        f"colours==2 ; sys_platform == 'linux' \\\n    --hash=sha256:{digest}\n"
    )
    folder = script.build(plancheck, embeddable, tmp_path / "out", lock=lock, wheels=wheels, lang="zh")
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {
        *("plancheck.cmd", "desktop-icon.cmd", "plancheck.ico", "README.txt"),
        *("python/python.exe", "packages/demo.py", "packages/checker/__main__.py"),
    } <= files
    assert not any("engine" in name or "colours" in name for name in files)
    assert (folder / "python" / "python312._pth").read_text().splitlines()[-1] == "..\\packages"
    start = (folder / "plancheck.cmd").read_bytes()
    assert b"python\\python.exe -X utf8 -m checker serve --lang zh\r\n" in start
    assert start.isascii()
    assert (folder / "desktop-icon.cmd").read_bytes().isascii()
    assert (folder / "README.txt").read_bytes().startswith(b"\xef\xbb\xbfplancheck 9.9\r\n")
    with ZipFile(tmp_path / "out" / "plancheck-9.9-windows.zip") as archive:
        assert "plancheck-9.9-windows/plancheck.cmd" in archive.namelist()
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [folder.name, f"{folder.name}.zip"]


def test_what_is_no_embeddable_python_is_said(script, plancheck, tmp_path):
    with pytest.raises(SystemExit, match="no embeddable package"):
        script.build(plancheck, plancheck, tmp_path / "out", lock=ROOT, wheels=None, lang="zh")


def test_a_package_without_a_wheel_ends_it(script, plancheck, embeddable, tmp_path):
    lock = tmp_path / "lock.txt"
    lock.write_text(f"missing==1.0 \\\n    --hash=sha256:{'0' * 64}\n")
    with pytest.raises(SystemExit, match="wheel for Windows"):
        script.build(plancheck, embeddable, tmp_path / "out", lock=lock, wheels=tmp_path, lang="en")


def test_of_the_lock_nothing_is_needed_on_windows_that_has_to_be_compiled(script, plancheck):
    lock = script.LOCK.read_text("utf-8")
    wanted = {requirement.name for requirement, _ in script.entries_of(script.needed(lock, plancheck, 12))}
    every = {requirement.name for requirement, _ in script.entries_of(lock)}
    assert {"flask", "lxml", "waitress", "msgspec"} <= wanted < every
    assert every - wanted <= {"durable-rules"}

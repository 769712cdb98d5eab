"""The same source makes the same files, wherever, whenever and by whomever they are built."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("checker", "rules", "schemas", "hatch_build.py", "pyproject.toml", "README.md", "LICENSE", ".gitignore")
A_DAY = 86_400

pytestmark = pytest.mark.skipif(
    not (ROOT / "hatch_build.py").exists(), reason="not the source; .ci/run builds it twice"
)


def built(folder: Path, target: str, **environment: str) -> bytes:
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", folder / "dist"],
        cwd=folder,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (file,) = (folder / "dist").iterdir()
    content = file.read_bytes()
    shutil.rmtree(folder / "dist")
    return content


def copied(to: Path, *, mode: int, age: int) -> Path:
    """A copy of the source, its files of that age, with these permissions taken away."""
    to.mkdir()
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, to / name, ignore=shutil.ignore_patterns("__pycache__", "snapshot.pickle"))
        else:
            shutil.copy(source, to / name)
    for path in to.rglob("*"):
        status = path.stat()
        os.utime(path, (status.st_atime - age, status.st_mtime - age))
        path.chmod(status.st_mode & ~mode)
    return to


@pytest.mark.parametrize("target", ["wheel", "sdist"])
def test_two_builds_are_the_same_bytes(tmp_path, target):
    one = built(copied(tmp_path / "one", mode=0, age=0), target)
    there = copied(tmp_path / "a folder elsewhere", mode=0o077, age=1000 * A_DAY)
    before = os.umask(0o077)
    try:
        other = built(there, target, TZ="Asia/Shanghai", LC_ALL="C", PYTHONHASHSEED="7")
    finally:
        os.umask(before)
    assert one == other
    # A change does change it.
    (there / "checker" / "py.typed").write_text("partial\n", encoding="utf-8")
    assert built(there, target) != one

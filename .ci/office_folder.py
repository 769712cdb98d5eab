"""Builds the folder that runs the local page on an office computer with Windows, without installation or network.

    python .ci/office_folder.py dist/plancheck-1.0.0-py3-none-any.whl python-3.12.10-embed-amd64.zip --output dist

The first file is the wheel (`python -m build`), the second the “Windows embeddable package (64-bit)” of
https://www.python.org/downloads/windows/. What plancheck needs is taken from PyPI, as wheels for Windows, in the
versions of `.ci/locks/run.txt`; with `--wheels FOLDER` it is taken from there, without network. Nothing is compiled.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from email import message_from_bytes
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZipFile

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCK: Final = Path(__file__).parent / "locks" / "run.txt"
_PATHS: Final = re.compile(r"python3(\d+)\._pth")
_ICON: Final = "checker/web/pages/plancheck.ico"

_START: Final = """\
@echo off
title plancheck
cd /d "%~dp0"
python\\python.exe -X utf8 -m checker serve --lang {lang}
if errorlevel 1 pause
"""
_SHORTCUT: Final = """\
@echo off
set "HERE=%~dp0"
powershell -NoProfile -ExecutionPolicy Bypass -Command "$shell = New-Object -ComObject WScript.Shell; $link = \
$shell.CreateShortcut((Join-Path $shell.SpecialFolders('Desktop') 'plancheck.lnk')); $link.TargetPath = $env:HERE + \
'plancheck.cmd'; $link.WorkingDirectory = $env:HERE; $link.IconLocation = $env:HERE + 'plancheck.ico'; $link.Save()"
if errorlevel 1 pause
"""
_README: Final = """\
plancheck {version}

双击 plancheck.cmd 启动。出现的黑色窗口请不要关闭，浏览器中随即打开核对页面；用完关闭黑色窗口即可。
双击 desktop-icon.cmd，可在桌面上放一个带图标的快捷方式。
本文件夹可以放在硬盘或者U盘的任何位置，无须安装，不需要联网，不向外发送任何内容。不再使用时，删除文件夹即可。
系统提示“Windows已保护你的电脑”的，请点“更多信息”，再点“仍要运行”。

Double-click plancheck.cmd to start. Leave the black window open; the page opens in the browser. Close it to end.
Double-click desktop-icon.cmd to put a shortcut with the icon on the desktop.
The folder can lie anywhere, on a disk or a USB stick. Nothing is installed, no network is needed, and nothing is sent
anywhere. To be rid of it, delete the folder.
If Windows says that it protected your PC, choose “More info”, then “Run anyway”.
"""


def entries_of(lock: str) -> Iterator[tuple[Requirement, str]]:
    """Each package that is locked, and what stands in the lock about it, its digests included."""
    for entry in re.findall(r"^[A-Za-z0-9](?:.*\\\n)*.*$", lock, re.MULTILINE):
        yield Requirement(entry.partition("\\")[0].strip()), entry


def needed(lock: str, wheel: Path, minor: int) -> str:
    """What of the lock is needed on Windows, on Python 3.`minor`."""
    environment = {
        "sys_platform": "win32",
        "platform_system": "Windows",
        "os_name": "nt",
        "platform_machine": "AMD64",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
        "python_version": f"3.{minor}",
        "python_full_version": f"3.{minor}.0",
        "extra": "",
    }

    def holds(requirement: Requirement) -> bool:
        return requirement.marker is None or requirement.marker.evaluate(environment)

    with ZipFile(wheel) as archive:
        name = next(each for each in archive.namelist() if each.endswith(".dist-info/METADATA"))
        asked = [Requirement(each) for each in message_from_bytes(archive.read(name)).get_all("Requires-Dist", [])]
    # What plancheck asks for elsewhere only (the rules engine, which has to be compiled).
    elsewhere = {canonicalize_name(each.name) for each in asked} - {
        canonicalize_name(each.name) for each in asked if holds(each)
    }
    return "".join(
        f"{entry}\n"
        for requirement, entry in entries_of(lock)
        if holds(requirement) and canonicalize_name(requirement.name) not in elsewhere
    )


def unpack_python(embeddable: Path, folder: Path) -> int:
    """Unpack Python, so that it finds what is in `packages`; gives the minor version."""
    with ZipFile(embeddable) as archive:
        archive.extractall(folder)
    named = ((path, _PATHS.fullmatch(path.name)) for path in sorted(folder.iterdir()))
    found = next(((path, name) for path, name in named if name is not None), None)
    if found is None:
        raise SystemExit(f"{embeddable} is no embeddable package of Python: no file python3…._pth is in it")
    paths, name = found
    paths.write_text(f"{paths.read_text('utf-8').rstrip()}\n..\\packages\n", "utf-8")
    return int(name[1])


def install(what: list[str], folder: Path, minor: int, wheels: Path | None) -> None:
    """Put wheels for Windows into the folder; ends the run where there is none for a package."""
    source = [] if wheels is None else ["--no-index", f"--find-links={wheels}"]
    platform = ["--platform=win_amd64", f"--python-version=3.{minor}", "--implementation=cp", "--only-binary=:all:"]
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile", "--upgrade"]
    done = subprocess.run([*pip, f"--target={folder}", *platform, *source, *what], check=False)  # noqa: S603 - pip
    if done.returncode:
        raise SystemExit("not every package could be had as a wheel for Windows; pip said which")


def build(wheel: Path, embeddable: Path, output: Path, *, lock: Path, wheels: Path | None, lang: str) -> Path:
    """Build the folder, and a zip file of it beside it; gives the folder."""
    version = wheel.name.split("-")[1]
    folder = output / f"plancheck-{version}-windows"
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    minor = unpack_python(embeddable, folder / "python")
    packages = folder / "packages"
    wanted = output / "needed.txt"
    wanted.write_text(needed(lock.read_text("utf-8"), wheel, minor), "utf-8")
    if wanted.stat().st_size:
        install(["--require-hashes", "-r", str(wanted)], packages, minor, wheels)
    wanted.unlink()
    install([str(wheel)], packages, minor, wheels)
    # Scripts for the system that this runs on: nobody starts plancheck by them.
    shutil.rmtree(packages / "bin", ignore_errors=True)
    shutil.copy(packages / _ICON, folder / "plancheck.ico")
    for name, text in (
        ("plancheck.cmd", _START.format(lang=lang)),
        ("desktop-icon.cmd", _SHORTCUT),
        ("README.txt", "\N{BYTE ORDER MARK}" + _README.format(version=version)),
    ):
        (folder / name).write_text(text, "utf-8", newline="\r\n")
    with ZipFile(folder.with_suffix(folder.suffix + ".zip"), "w", ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(output))
    return folder


def main() -> None:
    """Build what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("wheel", type=Path, help="the wheel of plancheck")
    parser.add_argument("python", type=Path, help="the Windows embeddable package of Python, a zip file")
    parser.add_argument("--output", type=Path, default=Path("dist"), help="where the folder is put (default: dist)")
    parser.add_argument("--lock", type=Path, default=LOCK, help="the packages and their versions")
    parser.add_argument("--wheels", type=Path, help="a folder with wheels for Windows, in place of PyPI")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="the language of the page (default: zh)")
    given = parser.parse_args()
    built = build(given.wheel, given.python, given.output, lock=given.lock, wheels=given.wheels, lang=given.lang)
    sys.stdout.write(f"{built}\n")


if __name__ == "__main__":
    main()

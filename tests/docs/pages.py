"""The pages as tests read them, and plancheck run as a page says."""

import os
import re
import subprocess
import sys
from pathlib import Path

import checker

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
HERE = {"PYTHONPATH": str(Path(checker.__file__).parents[1]), "PYTHONUTF8": "1", "LANGUAGE": "", "LC_ALL": "C.UTF-8"}
"""English, and no terminal: where the reader of a page is."""


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def fenced(page: Path) -> list[tuple[str, str]]:
    """What stands between fences: the language and the text."""
    return re.findall(r"^```(\w+)\n(.*?)^```$", text_of(page), re.DOTALL | re.MULTILINE)


def blocks(page: Path, language: str) -> list[str]:
    """What stands between the fences of that language."""
    return [text for found, text in fenced(page) if found == language]


def run(command: list[object], folder: Path = ROOT, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder."""
    environment = {**os.environ, **HERE, **more}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)


def plancheck(*arguments: object, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return run([sys.executable, "-m", "checker", *arguments], folder)


def shown_by(transcript: str) -> tuple[str, str]:
    """The command of a transcript, and a pattern of what it prints.

    A line `…` stands for lines that are left out, and `/…/` for where the folder is.
    """
    command, _, shown = transcript.removeprefix("$ plancheck ").partition("\n")
    pattern = re.escape(shown).replace(re.escape("…\n"), "(?:.*\n)*?").replace(re.escape("/…/"), "/(?:.*/)?")
    return command, pattern

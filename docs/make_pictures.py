"""Writes `pictures/`: what the guides show, of the examples, as Chromium and LibreOffice show it.

`python docs/make_pictures.py`, with plancheck installed and chromium, soffice and pdftoppm on the path. Pictures of the
same plans change only where plancheck, or what draws them, does; look at them before they are committed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT: Final = Path(__file__).resolve().parents[1]
PICTURES: Final = Path(__file__).resolve().parent / "pictures"
SUFFIX: Final = {"en": "", "zh": ".zh-CN"}
MOST_BYTES: Final = 150_000


@dataclass(frozen=True, slots=True)
class Printed:
    """A document that plancheck writes: its first words, its suffix, and what of which printed page is shown."""

    name: str
    command: tuple[str, ...]
    suffix: str
    page: int
    crop: tuple[int, int, int, int]
    """Left, top, width and height, at 80 dots to the inch."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A page for the browser that plancheck writes, and the size of the window it is shown in."""

    name: str
    command: tuple[str, ...]
    size: tuple[int, int]


SHOWN: Final = (
    Shown("report", ("check", "examples/plans/hubei-draft.yaml", "--format", "html"), (1000, 480)),
    Shown("review", ("review", "examples/inbox", "--format", "html"), (1000, 720)),
)
PRINTED: Final = (
    Printed(
        "workbook", ("template", "CN-HB", "--pack", "sipo-2012-113", "--format", "xlsx"), ".xlsx", 4, (30, 30, 880, 315)
    ),
    Printed("marked", ("check", "examples/plans/hubei-draft.xlsx", "--format", "xlsx"), ".xlsx", 1, (25, 52, 885, 390)),
    Printed("letter", ("letter", "examples/plans/hubei-draft.yaml"), ".docx", 1, (40, 210, 590, 630)),
)
SERVED_SIZE: Final = (1000, 720)


def program(name: str) -> str:
    """The path of a program; ends the run where it is not installed."""
    found = shutil.which(name)
    if found is None:
        raise SystemExit(f"{name} is needed, and is not on the path")
    return found


def run(command: Sequence[str], *, good: tuple[int, ...] = (0,)) -> None:
    """Run a command at the top of the repository; ends the run where its exit status is none of the good ones."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 fixed commands
    if done.returncode not in good:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


def plancheck(lang: str, *arguments: str) -> list[str]:
    """The command line of plancheck in a language."""
    command, *rest = arguments
    return [sys.executable, "-m", "checker", command, "--lang", lang, *rest]


def photograph(address: str, size: tuple[int, int], picture: Path, profile: Path) -> None:
    """What Chromium shows at an address, as a picture."""
    width, height = size
    run(
        [
            program("chromium"),
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--user-data-dir={profile}",
            f"--window-size={width},{height}",
            f"--screenshot={picture}",
            address,
        ]
    )


def show(shown: Shown, lang: str, folder: Path) -> None:
    """Write the picture of a page for the browser."""
    page = folder / f"{shown.name}.html"
    # The examples have errors, and files that cannot be read: that is what is shown.
    run([*plancheck(lang, *shown.command), "--output", str(page)], good=(0, 1, 2))
    photograph(page.as_uri(), shown.size, PICTURES / f"{shown.name}{SUFFIX[lang]}.png", folder / "profile")


def serve(lang: str, folder: Path) -> None:
    """Write the picture of the local page."""
    picture = PICTURES / f"serve{SUFFIX[lang]}.png"
    with subprocess.Popen(  # noqa: S603 a fixed command
        [*plancheck(lang, "serve"), "--no-open"], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as server:
        if server.stdout is None:
            raise SystemExit("the local page does not say where it is")
        line = server.stdout.readline()
        try:
            address = next(word for word in line.replace("：", " ").split() if word.startswith("http"))
            photograph(address, SERVED_SIZE, picture, folder / "profile")
        finally:
            server.terminate()


def draw(printed: Printed, lang: str, folder: Path) -> None:
    """Write the picture of a document, as LibreOffice prints it."""
    document = folder / f"{printed.name}{printed.suffix}"
    run([*plancheck(lang, *printed.command), "--output", str(document)], good=(0, 1, 2))
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    run([program("soffice"), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(document)])
    left, top, width, height = map(str, printed.crop)
    crop = ["-x", left, "-y", top, "-W", width, "-H", height]
    page = ["-f", str(printed.page), "-l", str(printed.page), "-singlefile"]
    picture = PICTURES / f"{printed.name}{SUFFIX[lang]}"
    pdf = document.with_suffix(".pdf")
    run([program("pdftoppm"), "-png", "-r", "80", *page, *crop, str(pdf), str(picture)])


def main() -> None:
    """Write every picture, in both languages."""
    PICTURES.mkdir(exist_ok=True)
    for lang in SUFFIX:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            serve(lang, folder)
            for shown in SHOWN:
                show(shown, lang, folder)
            for printed in PRINTED:
                draw(printed, lang, folder)
    for picture in sorted(PICTURES.glob("*.png")):
        size = picture.stat().st_size
        if size > MOST_BYTES:
            raise SystemExit(f"{picture.name} has {size:,} bytes; at most {MOST_BYTES:,} are wanted")


if __name__ == "__main__":
    main()

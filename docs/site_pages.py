"""What MkDocs is told of the pages: the site is the repository, and each page is in one of two languages.

Pages stand where they stand in the repository, so that a link leads to the same place on the site and in a checkout.
The page NAME.zh-CN.md is NAME.md in Chinese. A page without one has the first page as its Chinese.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

ROOT: Final = Path(__file__).resolve().parents[1]
ENDINGS: Final = {"English": ".md", "中文": ".zh-CN.md"}
"""The languages, as the navigation has them, and how the names of their pages end."""
_PAGES: Final = ("*.md", "docs/**/*.md", "examples/README.md", "tests/README.md", "benchmarks/README.md")
_MADE: Final = re.compile(r"\A<!--.*?-->\n", re.DOTALL)
_LINK: Final = re.compile(r"(?:\]\(|src=\")([^):#\"]+)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """The pages of the repository and the files that they lead to, where they stand there; and those of the theme."""
    taken = {path for pattern in _PAGES for path in ROOT.glob(pattern)}
    for page in tuple(taken):
        linked = (page.parent / found[1] for found in _LINK.finditer(page.read_text(encoding="utf-8")))
        taken |= {path.resolve() for path in linked if path.is_file()}
    names = (path.relative_to(ROOT).as_posix() for path in sorted(taken))
    own = (File(name, str(ROOT), config.site_dir, config.use_directory_urls) for name in names)
    return Files([*(file for file in files if file.src_dir != config.docs_dir), *own])


def on_page_markdown(markdown: str, **_: object) -> str:
    """The text of a page, beginning with its heading: a page that is made says so above it."""
    return _MADE.sub("", markdown)


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """The words of the theme and the navigation in the language of the page, and the way to the other language."""
    name = page.file.src_uri
    language = "中文" if name.endswith(ENDINGS["中文"]) else "English"
    stem = name.removesuffix(ENDINGS[language])
    urls = {file.src_uri: file.url for file in context["pages"]}
    config.theme["language"] = "zh" if language == "中文" else "en"
    config.extra["homepage"] = urls[f"README{ENDINGS[language]}"]
    config.extra["alternate"] = [
        {"name": each, "lang": ending[1:-3] or "en", "link": urls.get(f"{stem}{ending}", urls[f"README{ending}"])}
        for each, ending in ENDINGS.items()
    ]
    (section,) = (each for each in nav.items if each.title == language)
    return {**context, "nav": Navigation(section.children or [], nav.pages)}

"""Makes the site of all documents: `./parley site` runs it, after Javadoc.

    python build.py OUT JAVADOC [--serve PORT]

OUT is replaced; JAVADOC is the folder with the classes' pages. The
site is files alone, which search and show themselves without a server and without a network.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import json
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

from pages import Pages, SiteError, groups, title

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MARK = ".made-by-parley"
CLASSES = Path("api/java")


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="parley site")
    parser.add_argument("out", type=Path)
    parser.add_argument("javadoc", type=Path)
    parser.add_argument("--serve", type=int, metavar="PORT")
    asked = parser.parse_args(words)
    try:
        build(asked.out, asked.javadoc)
        if asked.serve is not None:
            serve(asked.out, asked.serve)
    except (SiteError, OSError) as wrong:
        print(f"parley: cannot make the site: {wrong}", file=sys.stderr)
        return 1
    return 0


def build(out: Path, javadoc: Path) -> None:
    work = ROOT / "target" / "site-work"
    shutil.rmtree(work, ignore_errors=True)
    pages = Pages(ROOT, work / "pages")
    pages.add(ROOT / "README.md")
    all_pages = [*ROOT.glob("docs/*.md"), *ROOT.glob("notebooks/*.ipynb")]
    lost = sorted(str(p.relative_to(ROOT)) for p in all_pages if p.relative_to(ROOT) not in pages.of)
    if lost:
        raise SiteError(f"no page leads to {', '.join(lost)}")
    (work / "pages" / "site").mkdir()
    shutil.copy(HERE / "iframe-worker.js", work / "pages" / "site")
    (work / "pages" / CLASSES).parent.mkdir(parents=True)
    shutil.copytree(javadoc, work / "pages" / CLASSES)
    modules = python_modules(work)
    settings = {
        "INHERIT": str(HERE / "mkdocs.yml"),
        "docs_dir": str(work / "pages"),
        "site_dir": str(work / "made"),
        "nav": nav(pages, modules),
    }
    text = json.dumps(settings)  # which is YAML
    (work / "mkdocs.yml").write_text(text, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-f", work / "mkdocs.yml"],
        cwd=work,
        stdout=sys.stderr,
    )
    if run.returncode:
        raise SiteError("see above")
    foreign = fetched_from_elsewhere(work / "made")
    if foreign:
        raise SiteError(f"its pages fetch from elsewhere: {', '.join(foreign[:5])}")
    (work / "made" / MARK).touch()
    shutil.rmtree(out, ignore_errors=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(work / "made", out)
    print(f"{out}/index.html   {len(list(out.rglob('*.html')))} pages")


def python_modules(work: Path) -> list[str]:
    """Writes a page for each module; headings of docstrings become those that are looked for."""
    source = work / "python"
    shutil.copytree(ROOT / "python" / "src", source)
    modules = []
    for file in sorted(source.rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"Params\n( +)------\n", r"Parameters\n\1----------\n", text), "utf-8")
        name = ".".join(file.relative_to(source).with_suffix("").parts).removesuffix(".__init__")
        if "._" not in name and (name == "parley" or file.name != "__init__.py"):
            modules.append(name)
    folder = work / "pages" / "api" / "python"
    folder.mkdir(parents=True)
    for name in modules:
        (folder / f"{name}.md").write_text(f"# {name}\n\n::: {name}\n", encoding="utf-8")
    return modules


def nav(pages: Pages, modules: list[str]) -> list:
    """README's groups; a folder's pages, and notebooks, stand below it."""
    entries: list = [{"Parley": "README.md"}]
    for group, links in groups(ROOT):
        entries.append({group: [entry for link in links for entry in nav_entries(pages, *link)]})
    python = [{name: f"api/python/{name}.md"} for name in modules]
    entries.append({"Classes": [{"Java": f"{CLASSES}/index.html"}, {"Python": python}]})
    return entries


def nav_entries(pages: Pages, name: str, to: Path) -> list[dict]:
    if to.is_dir():
        below = sorted(to.glob("*.md"))
    elif to.parent.name == "notebooks":
        below = sorted(to.parent.glob("*.ipynb"))
    else:
        return [{name[0].upper() + name[1:]: str(pages.add(to))}]
    whole = {name[0].upper() + name[1:]: str(pages.add(to))}
    return [whole, *({title(page): str(pages.add(page))} for page in below)]


class _Fetched(HTMLParser):
    """What a browser fetches by itself when it shows a page."""

    TAGS = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}
    NOT_FETCHED = {"canonical", "prev", "next", "help", "alternate"}

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        address = named.get(self.TAGS.get(tag, ""))
        if address and named.get("rel") not in self.NOT_FETCHED:
            self.found.append(address)


def fetched_from_elsewhere(folder: Path) -> list[str]:
    """Addresses beyond the folder that pages and styles fetch, each with its file."""
    foreign = []
    for file in sorted(folder.rglob("*")):
        if file.suffix == ".html":
            parser = _Fetched()
            parser.feed(file.read_text(encoding="utf-8"))
            found = parser.found
        elif file.suffix == ".css":
            found = re.findall(r"(?:url\(|@import )[\"']?([^\"')\s]+)", file.read_text("utf-8"))
        else:
            continue
        outside = [a for a in found if re.match(r"(?:https?:)?//", a)]
        foreign += [f"{address} ({file.relative_to(folder)})" for address in outside]
    return foreign


def serve(out: Path, port: int) -> None:
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=out)
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        print(f"http://127.0.0.1:{server.server_port}/ until Ctrl-C", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The documents as pages of a site: what README leads to, link by link, in a folder of its own.

Places stay those of the repository, so that links stay as they are. What is no document (a
script, a pom, a class) becomes a page that shows it.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

LINK = re.compile(r"(\]\()([^)\s#]+)(#[^)\s]*)?\)")
SOURCE = re.compile(r'(<img [^>]*src=")([^"]+)"')
FENCE = re.compile(r" *(```|~~~)(\w*) ?(.*)")
PICTURES = {".svg", ".png"}


class SiteError(Exception):
    """What is wrong with the documents or the place, in one sentence."""


class Pages:
    """Copies a page and all that it leads to; ``of`` maps each to its place in the site."""

    def __init__(self, root: Path, out: Path):
        self.root = root
        self.out = out
        self.of: dict[Path, Path] = {}

    def add(self, path: Path) -> Path:
        """The place in the site, from its root, of a file or folder of the repository."""
        name = path.relative_to(self.root)
        if name in self.of:
            return self.of[name]
        if path.is_dir():
            self._place(name, name / "README.md")
            self._folder(path, self.of[name])
        elif path.suffix == ".md":
            self._place(name, name)
            self._write(name, self._markdown(path, path.read_text(encoding="utf-8")))
        elif path.suffix == ".ipynb":
            self._notebook(path, self._place(name, name.with_suffix(".md")))
        elif path.suffix in PICTURES:
            self._place(name, name)
            target = self.out / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        else:
            place = self._place(name, name.with_name(name.name + ".md"))
            text = path.read_text(encoding="utf-8")
            self._write(place, f"# {name}\n\n````{path.suffix[1:] or 'text'}\n{text}\n````\n")
        return self.of[name]

    def _place(self, name: Path, place: Path) -> Path:
        self.of[name] = place
        return place

    def _write(self, place: Path, text: str) -> None:
        target = self.out / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def _folder(self, folder: Path, place: Path) -> None:
        """A page that lists a folder's pages by their titles."""
        lines = [f"# {folder.name.capitalize()}", ""]
        for page in sorted(folder.glob("*.md")):
            self.add(page)
            lines.append(f"- [{title(page)}]({page.name})")
        self._write(place, "\n".join(lines) + "\n")

    def _notebook(self, path: Path, place: Path) -> None:
        from nbconvert import MarkdownExporter  # the tests of the rest go without

        exporter = MarkdownExporter()
        body, resources = exporter.from_filename(str(path))
        body = re.sub(r"<style scoped>.*?</style>\s*", "", body, flags=re.S)
        body = body.replace(' border="1" class="dataframe"', "")  # the theme's tables
        for name, data in resources["outputs"].items():
            picture = place.parent / place.stem / name
            (self.out / picture).parent.mkdir(parents=True, exist_ok=True)
            (self.out / picture).write_bytes(data)
            body = body.replace(f"({name})", f"({place.stem}/{name})")
        self._write(place, self._markdown(path, body, made=place.stem))

    def _markdown(self, path: Path, text: str, made: str | None = None) -> str:
        """GitHub's way of writing in that of the site's, with links to where pages are."""

        def link(found: re.Match) -> str:
            to = found.group(2)
            if "://" in to or (made and to.startswith(made + "/")):
                return found.group(0)
            target = Path(os.path.normpath(path.parent / to))
            if not target.exists():
                raise SiteError(f"{path.relative_to(self.root)} links to {to}, which is not there")
            where = os.path.relpath(self.add(target), path.relative_to(self.root).parent)
            return found.group(1) + where + (found.group(3) or "") + ")"

        def source(found: re.Match) -> str:
            self.add(Path(os.path.normpath(path.parent / found.group(2))))
            return found.group(0)

        lines: list[str] = []
        fence = None
        for line in text.splitlines():
            mark = FENCE.fullmatch(line)
            if mark and fence in (None, mark.group(1)):
                if fence is None and mark.group(3):  # names the file that it is an excerpt of
                    line = f'```{mark.group(2)} title="{mark.group(3)}"'
                fence = None if fence else mark.group(1)
            elif fence is None:
                if starts_a_list(line, lines[-1] if lines else ""):
                    lines.append("")
                line = SOURCE.sub(source, LINK.sub(link, line))
            lines.append(line)
        return "\n".join(lines) + "\n"


def starts_a_list(line: str, before: str) -> bool:
    """GitHub begins a list below a line of text; Python-Markdown wants a blank line between."""
    item = re.compile(r" *(?:[-*]|\d+\.) ")
    return bool(
        item.match(line) and before.strip() and not item.match(before) and before[0] != " "
    )


def title(page: Path) -> str:
    """Of a page or notebook: its first heading."""
    found = re.search(r'(?m)^(?: *")?# (.+?)(?:\\n)?(?:",?)?$', page.read_text(encoding="utf-8"))
    if not found:
        raise SiteError(f"{page} has no heading")
    return found.group(1)


def groups(root: Path) -> list[tuple[str, list[tuple[str, Path]]]]:
    """Of README's Documents: each group's name, and its links as titles and files."""
    text = (root / "README.md").read_text(encoding="utf-8")
    found = re.search(r"(?ms)^## Documents$(.*?)^## ", text)
    if not found:
        raise SiteError("README.md has no section Documents")
    return [
        (name, [(t, root / to) for t, to in re.findall(r"\[([^\]]+)\]\(([^)]+)\)", links)])
        for name, links in re.findall(r"(?m)^- \*\*(.+?)\*\*: (.*)$", found.group(1))
    ]

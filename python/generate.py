"""Writes the modules of src/parley/{fl,robust} from what the Java classes say of themselves.

    python3 python/generate.py CATALOG [FOLDER]

CATALOG is the JSON that parley.python.Catalog prints; FOLDER is where the modules go, the
package's own sources unless stated. Descriptions come from the Java sources' comments.
"""

from __future__ import annotations

import json
import math
import re
import sys
import textwrap
from pathlib import Path

from generate_classes import Writer, imports

HERE = Path(__file__).resolve().parent
WIDTH = 100

TYPES = {  # Java's: Python's for values that are set, for values that are read, and the converter
    "boolean": ("bool", "bool", "toBoolean"),
    "int": ("int", "int", "toInt"),
    "long": ("int", "int", "toInt"),
    "double": ("float", "float", "toFloat"),
    "string": ("str", "str", "toString"),
    "int[]": ("Sequence[int]", "list[int]", "toListInt"),
    "double[]": ("Sequence[float]", "list[float]", "toListFloat"),
    "string[]": ("Sequence[str]", "list[str]", "toListString"),
    "double[][]": ("Sequence[Sequence[float]]", "list[list[float]]", "toListListFloat"),
}
RESULTS = {  # of methods: Python's type, and what asks Java
    "nothing": ("None", "_ask"),
    "boolean": ("bool", "_ask"),
    "int": ("int", "_ask"),
    "double": ("float", "_ask"),
    "text": ("str", "_ask"),
    "vector": ("numpy.ndarray", "_ask_array"),
    "matrix": ("numpy.ndarray", "_ask_array"),
    "value": ("Any", "_ask_value"),
    "stage": ("Any", "_ask_stage"),
}
ARGUMENTS = {"rows": ("dataset", "DataFrame"), "text": ("column", "str")}
BASES = {
    "estimator": "Estimator",
    "evaluator": "Evaluator",
    "model": "Model",
    "transformer": "Transformer",
}


class Sources:
    """Comments of the Java sources."""

    def __init__(self, root: Path) -> None:
        self._files = {
            str(path).split("src/main/java/")[1][:-5].replace("/", "."): path
            for path in root.glob("*/**/src/main/java/**/*.java")
            if "target" not in path.parts
        }

    def of_class(self, name: str) -> list[str]:
        return paragraphs(self._of_class(name))

    def params_of_class(self, name: str) -> dict[str, str]:
        return tags(self._of_class(name))

    def of_method(self, declared: str, method: str) -> list[str]:
        return paragraphs(self._of_method(declared, method))

    def params_of_method(self, declared: str, method: str) -> dict[str, str]:
        return tags(self._of_method(declared, method))

    def _of_class(self, name: str) -> str:
        simple = name.rsplit(".", 1)[-1]
        return self._before(name, rf"public [\w ]*(?:class|interface|record) {simple}\b")

    def _of_method(self, declared: str, method: str) -> str:
        return self._before(declared, rf"(?:public|default) [^;={{}}]*?\b{method}\(")

    def _before(self, name: str, declaration: str) -> str:
        """The comment that has the most to say, of several with one name."""
        text = self._files[name].read_text(encoding="utf-8")
        comment = r"/\*\*((?:[^*]|\*(?!/))*)\*/\s*(?:@\w+(?:\([^)]*\))?\s*)*"
        found = re.findall(comment + declaration, text)
        return max(found, key=lambda text: text.count("@param"), default="")


def paragraphs(comment: str) -> list[str]:
    """A comment's text, without its tags."""
    text = re.sub(r"(?m)^\s*\* ?", "", comment)
    text = re.split(r"(?m)^@", text)[0]
    text = re.sub(r"\{@code\s+([^}]*)\}", lambda m: "``" + " ".join(m.group(1).split()) + "``", text)
    text = re.sub(r"\{@link(?:plain)?\s+([^}]*)\}", linked, text)
    text = re.sub(r'<a\s+href="([^"]*)">([^<]*)</a>', r"\2 <\1>", text)
    text = re.sub(r"</?(?:b|i|em|strong|ul)>", "", text).replace("<li>", "\n\n- ").replace("</li>", "")
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("\\", "\\\\")
    return [" ".join(part.split()) for part in re.split(r"<p>|\n\s*\n", text) if part.strip()]


def tags(comment: str) -> dict[str, str]:
    """What a comment says of arguments, or of a record's parts."""
    text = re.sub(r"(?m)^\s*\* ?", "", comment)
    found = re.findall(r"(?ms)^@param (\w+)\s+(.*?)(?=^@|\Z)", text)
    return {name: " ".join(paragraphs(words)) for name, words in found}


def linked(match: re.Match) -> str:
    words = match.group(1).split(None, 1)
    return words[1] if len(words) > 1 else f"``{re.sub(r'[(].*', '', words[0]).rsplit('#', 1)[-1]}``"


def filled(text: str, indent: int, hanging: int = 0) -> str:
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hanging),
        break_long_words=False,
        break_on_hyphens=False,
    )


def docstring(parts: list[str], indent: int, rest: str = "") -> str:
    """Of paragraphs, and a block that is laid out already."""
    pad = " " * indent
    first = pad + '"""' + (parts[0] if parts else "")
    if len(parts) < 2 and not rest and len(first) + 3 <= WIDTH:
        return first + '"""\n'
    text = "\n\n".join([filled('"""' + parts[0], indent)] + [filled(p, indent) for p in parts[1:]])
    return text + ("\n\n" + rest if rest else "") + f'\n{pad}"""\n'


def literal(value: object, kind: str) -> str:
    """A default, as Python writes it."""
    if isinstance(value, list):
        inner = kind[:-2]
        return "[" + ", ".join(literal(v, inner) for v in value) + "]"
    if kind == "double":
        number = float(value)
        if math.isinf(number) or math.isnan(number):
            return f'float("{number}")'
        return repr(number)
    return json.dumps(value) if isinstance(value, str) else repr(value)


def cap(name: str) -> str:
    return name[0].upper() + name[1:]


def asked(method: dict) -> str:
    is_report = method["name"].lower().endswith("report") and method["result"] in ("value", "text")
    return "report" if is_report else method["result"]


def methods_of(stage: dict, sources: Sources) -> str:
    lines = []
    for method in stage["methods"]:
        name, result = method["name"], asked(method)
        if name == "setModel":
            continue  # HasModel
        hint, ask = ("Report", "_ask_report") if result == "report" else RESULTS[result]
        if name == "predictionReport":
            hint = "Optional[Report]"
        arguments = [ARGUMENTS[a] for a in method["arguments"]]
        is_property = not arguments and result not in ("report", "nothing", "stage")
        if re.match(r"get[A-Z]", name):
            is_property = False
        if is_property:
            lines.append("    @property\n")
        signature = "".join(f", {n}: {t}" for n, t in arguments)
        lines.append(f"    def {name}(self{signature}) -> {hint}:\n")
        lines.append(docstring(sources.of_method(method["declaredIn"], name) or [name + "."], 8))
        call = "".join(f", {n}" for n, _ in arguments)
        back = "" if result == "nothing" else "return "
        lines.append(f'        {back}self.{ask}("{name}"{call})\n\n')
    return "".join(lines)


def class_of(stage: dict, sources: Sources) -> str:
    name = stage["name"].rsplit(".", 1)[-1]
    is_model = stage["kind"] == "model"
    names = {m["name"] for m in stage["methods"]}
    bases = [BASES[stage["kind"]]]
    bases += ["HasModel"] if "setModel" in names else []
    bases += ["Closing"] if "close" in names else []
    out = [f"class {name}({', '.join(bases)}):\n"]
    listed = ["    Parameters\n    ----------\n"] if not is_model else ["    Params\n    ------\n"]
    for p in stage["params"]:
        hint = TYPES[p["type"]][0]
        default = p["byDefault"]
        stated = "optional" if default is None else f"default {literal(default, p['type'])}"
        doc = p["doc"].replace("\\", "\\\\")
        listed.append(f"    {p['name']} : {hint}, {stated}\n{filled(cap(doc), 8)}\n")
    out.append(docstring(sources.of_class(stage["name"]), 4, "".join(listed).rstrip()) + "\n")
    if stage["kind"] == "estimator" and stage["model"]:
        module, model = stage["model"].rsplit(".", 1)
        assert stage["name"].startswith(module + "."), stage["name"]
        out.append(f"    _model = {model}\n\n")
    for p in stage["params"]:
        hint, read, converter = TYPES[p["type"]]
        line = (
            f"    {p['name']}: Param[{read}] = param(\n        \"{p['name']}\",\n"
            + "\n".join(quoted(p["doc"], 8))
            + f",\n        TypeConverters.{converter},\n    )\n"
        )
        out.append(line)
    defaults = [
        f"            {p['name']}={literal(p['byDefault'], p['type'])},\n"
        for p in stage["params"]
        if p["byDefault"] is not None
    ]
    out.append("\n")
    if is_model:
        out.append("    def __init__(self, java_model: Any = None) -> None:\n")
        out.append("        super().__init__(java_model)\n")
    else:
        out.append("    @keyword_only\n    def __init__(\n        self,\n        *,\n")
        for p in stage["params"]:
            hint, default = TYPES[p["type"]][0], p["byDefault"]
            if default is None:
                out.append(f"        {p['name']}: Optional[{hint}] = None,\n")
            else:
                shown = literal(tuple(default) and default, p["type"]) if isinstance(default, list) \
                    else literal(default, p["type"])
                if isinstance(default, list):
                    shown = "(" + shown[1:-1] + ("," if len(default) == 1 else "") + ")"
                out.append(f"        {p['name']}: {hint} = {shown},\n")
        out.append("    ) -> None:\n        super().__init__()\n")
    if defaults:
        out.append("        self._setDefault(\n" + "".join(defaults) + "        )\n")
    if not is_model:
        out.append("        self._set(**self._input_kwargs)  # type: ignore[attr-defined]\n")
    out.append("\n")
    for p in stage["params"]:
        hint, read, _ = TYPES[p["type"]]
        if p["settable"] or not is_model:
            out.append(f"    def set{cap(p['name'])}(self, value: {hint}) -> {name}:\n")
            out.append(f'        """Sets the value of ``{p["name"]}``."""\n')
            out.append(f"        return self._set({p['name']}=value)\n\n")
        if f"get{cap(p['name'])}" not in names:
            out.append(f"    def get{cap(p['name'])}(self) -> {read}:\n")
            out.append(f'        """Gets the value of ``{p["name"]}`` or its default value."""\n')
            out.append(f"        return self.getOrDefault(self.{p['name']})\n\n")
    out.append(methods_of(stage, sources))
    return "".join(out).rstrip() + "\n"


def quoted(text: str, indent: int) -> list[str]:
    """A text as string literals, a line each."""
    pieces = textwrap.wrap(
        text, WIDTH - indent - 4, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    )
    spaced = [piece + (" " if i + 1 < len(pieces) else "") for i, piece in enumerate(pieces)]
    return [" " * indent + json.dumps(piece, ensure_ascii=False) for piece in spaced]


HEAD = '''"""Classes of Java's package ``{package}``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Mapping, Optional, Sequence, Union

import numpy
from pyspark import keyword_only
from pyspark.ml.param import Param
from pyspark.ml.wrapper import JavaParams
from pyspark.sql import DataFrame, SparkSession

from parley._open import OpenClass
from parley._report import Report
from parley._stages import (
    Closing,
    Estimator,
    Evaluator,
    HasModel,
    Model,
    Transformer,
    TypeConverters,
    param,
)
'''

MODELS_FIRST = {"model": 0, "transformer": 1, "estimator": 2, "evaluator": 3}


def module_of(
    package: str, stages: list[dict], classes: list[dict], children: list[str], sources: Sources
) -> str:
    ordered = sorted(stages, key=lambda s: (MODELS_FIRST[s["kind"]], s["name"]))
    names = sorted(s["name"].rsplit(".", 1)[-1] for s in stages + classes)
    listed = "__all__ = [\n" + "".join(f'    "{n}",\n' for n in names + children) + "]\n"
    writer = Writer(sources, docstring, filled, cap)
    bodies = [class_of(s, sources) for s in ordered] + [writer.class_of(c) for c in classes]
    body = "\n\n".join(bodies)
    checked = imports(classes, package, body)
    head = used(HEAD.replace("{package}", package), body + checked).rstrip() + "\n"
    if children:
        head += f"from {package} import {', '.join(children)}\n"
    return head + checked + "\n\n" + body + "\n\n" + listed


def used(head: str, body: str) -> str:
    """The head, without what the body does not name."""

    def named(words: str) -> list[str]:
        return [
            word
            for word in re.findall(r"\w+", words)
            if word == "annotations" or re.search(rf"(?<!pandas\.)\b{word}\b", body)
        ]

    def kept(match: re.Match) -> str:
        words, names = match.group(2), named(match.group(2))
        if not names:
            return ""
        if "(" in words:
            return f"{match.group(1)}import (\n" + "".join(f"    {n},\n" for n in names) + ")\n"
        return f"{match.group(1)}import {', '.join(names)}\n"

    imports = r"(?m)^(from [\w.]+ )?import (\([\w,\s]*\)|[\w, ]+)\n"
    head = re.sub(imports, lambda m: kept(m) if m.group(1) else m.group(0) if named(m.group(2)) else "", head)
    return re.sub(r"\n{3,}", "\n\n", head)


def package_of(package: str, children: list[str]) -> str:
    names = ", ".join(children)
    listed = ", ".join(f'"{c}"' for c in children)
    return (
        f'"""Java\'s packages below ``{package}``. Generated by generate.py."""\n\n'
        f"from {package} import {names}\n\n__all__ = [{listed}]\n"
    )


def modules(catalog: dict, sources: Sources) -> dict[str, str]:
    """Every generated file's content by its path below the package."""
    by_package: dict[str, dict[str, list[dict]]] = {}
    for kind in ("stages", "classes"):
        for one in catalog[kind]:
            package = one["name"].rsplit(".", 1)[0]
            by_package.setdefault(package, {"stages": [], "classes": []})[kind].append(one)
    folders: dict[str, set[str]] = {}
    for package in by_package:
        while package.count("."):
            package, child = package.rsplit(".", 1)
            if package != "parley":
                folders.setdefault(package, set()).add(child)
    files: dict[str, str] = {}
    for package in sorted(by_package | folders):
        children, found = sorted(folders.get(package, ())), by_package.get(package)
        path = package.replace(".", "/") + ("/__init__.py" if children else ".py")
        if found is None:
            files[path] = package_of(package, children)
        else:
            files[path] = module_of(package, found["stages"], found["classes"], children, sources)
    return dict(sorted(files.items()))


def main() -> None:
    catalog = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else HERE / "src"
    for path, text in modules(catalog, Sources(HERE.parent)).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.write_text(text, encoding="utf-8")
            print(path)


if __name__ == "__main__":
    main()

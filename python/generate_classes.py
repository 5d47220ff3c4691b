"""Writes the classes that are no stages: queries, studies, audits. Part of generate.py."""

from __future__ import annotations

import keyword
import re

HINTS = {  # the catalog's types: Python's of arguments, and of results
    "boolean": ("bool", "bool"),
    "int": ("int", "int"),
    "long": ("int", "int"),
    "double": ("float", "float"),
    "text": ("str", "str"),
    "seconds": ("float", "float"),
    "rows": ("DataFrame", "pandas.DataFrame"),
    "session": ("SparkSession", "SparkSession"),
    "stage": ("JavaParams", "JavaParams"),
    "statistic": ("OpenClass", "OpenClass"),
    "value": ("Mapping[str, Any]", "dict[str, Any]"),
    "array": ("Sequence[float]", "numpy.ndarray"),
    "nothing": ("None", "None"),
    "report": ("Report", "Report"),
    "any": ("Any", "Any"),
}


def own_of(kind: str) -> set[str]:
    return set(re.findall(r"own:([\w.]+)", kind))


def hint(kind: str, is_result: bool = False) -> str:
    """A Python type."""
    kinds = kind.split(" or ")
    if len(kinds) > 1:
        return f"Union[{', '.join(hint(k, is_result) for k in kinds)}]"
    if kind.startswith("own:"):
        return kind.rsplit(".", 1)[-1]
    if kind.startswith("enum:"):
        return "str"
    if kind.startswith("list:"):
        return f"{'list' if is_result else 'Sequence'}[{hint(kind[5:], is_result)}]"
    if kind.startswith("map:"):
        return f"{'dict' if is_result else 'Mapping'}[str, {hint(kind[4:], is_result)}]"
    return HINTS[kind][is_result]


def merged(ways: list[dict]) -> list[dict]:
    """The arguments of methods of one name: those that not all of them take are optional."""
    longest = max(ways, key=lambda way: len(way["arguments"]))["arguments"]
    shortest = min(len(way["arguments"]) for way in ways)
    arguments = []
    for place, named in enumerate(longest):
        here = [w["arguments"][place] for w in ways if place < len(w["arguments"])]
        kinds = dict.fromkeys(a["type"] for a in here)
        optional = place >= shortest or any(a["optional"] for a in here)
        arguments.append({"name": named["name"], "type": " or ".join(kinds), "optional": optional})
    return arguments


def signature(arguments: list[dict]) -> list[str]:
    """As they are declared: by name alone from the first that must be stated behind one that need
    not.
    """
    lines: list[str] = []
    for place, argument in enumerate(arguments):
        is_behind = any(a["optional"] for a in arguments[:place])
        if is_behind and not argument["optional"] and "*" not in lines:
            lines.append("*")
        lines.append(stated(argument))
    return lines


def grouped(methods: list[dict]) -> dict[str, list[dict]]:
    """Methods by name; what makes an object goes before its part of the same name."""
    groups: dict[str, list[dict]] = {}
    for method in sorted(methods, key=lambda m: (m["name"], not m["isStatic"])):
        same = groups.setdefault(method["name"], [])
        if not same or same[0]["isStatic"] == method["isStatic"]:
            same.append(method)
    return groups


def safe(name: str) -> str:
    return name + "_" if keyword.iskeyword(name) else name


def stated(argument: dict) -> str:
    kind = hint(argument["type"])
    if argument["optional"]:
        return f"{safe(argument['name'])}: Optional[{kind}] = None"
    return f"{safe(argument['name'])}: {kind}"


def lower(name: str) -> str:
    return name[0].lower() + name[1:]


class Writer:
    """Writes classes with what generate.py knows of comments and lines."""

    def __init__(self, sources, docstring, filled, cap) -> None:
        self._sources, self._docstring, self._filled, self._cap = sources, docstring, filled, cap

    def class_of(self, described: dict) -> str:
        name = described["name"].rsplit(".", 1)[-1]
        groups = grouped(described["methods"])
        out = [f"class {name}(OpenClass):\n"]
        settings = self._settings(described, groups)
        made = merged(described["makers"]) if described["makers"] else []
        words = self._words(described)
        listed = [self._line(a, words.get(a["name"], "")) for a in made]
        listed += [self._line(s, s["doc"]) for s in settings]
        heading = "    Parameters\n    ----------\n"
        rest = (heading + "".join(listed)).rstrip() if listed else ""
        out.append(self._docstring(self._sources.of_class(described["name"]), 4, rest) + "\n")
        if described["makers"]:
            out.append(self._init(made, settings))
        for method, ways in groups.items():
            out.append(self._method(described, method, ways, words))
        return "".join(out).rstrip() + "\n"

    def _words(self, described: dict) -> dict[str, str]:
        """What is said of a maker's arguments: of a record's parts, or of a method's."""
        words = self._sources.params_of_class(described["name"])
        for way in described["makers"]:
            if way["name"] != "new":
                words |= self._sources.params_of_method(way["declaredIn"], way["name"])
        return words

    def _settings(self, described: dict, groups: dict[str, list[dict]]) -> list[dict]:
        """What is set one by one, as keywords."""
        if not described["makers"]:
            return []
        found = []
        for method, ways in groups.items():
            matched = re.fullmatch(r"(set|with)([A-Z]\w*)", method)
            arguments = merged(ways)
            if matched and len(arguments) == 1 and not ways[0]["isStatic"]:
                doc = " ".join(self._sources.of_method(ways[0]["declaredIn"], method)[:1])
                found.append(
                    {
                        "name": lower(matched.group(2)),
                        "type": arguments[0]["type"],
                        "optional": True,
                        "prefix": matched.group(1),
                        "doc": doc,
                    }
                )
        return found

    def _line(self, argument: dict, doc: str, indent: int = 4) -> str:
        pad = " " * indent
        optional = ", optional" if argument["optional"] else ""
        shown = self._cap(doc) if doc else ""
        constants = re.findall(r"enum:([\w|]+)", argument["type"])
        if constants:
            shown = (shown.rstrip(". ") + ". " if shown else "") + "One of " + constants[0].replace(
                "|", ", "
            )
        text = f"{pad}{safe(argument['name'])} : {hint(argument['type'])}{optional}\n"
        return text + (self._filled(shown, indent + 4) + "\n" if shown else "")

    def _init(self, made: list[dict], settings: list[dict]) -> str:
        lines = [f"        {a},\n" for a in signature(made)]
        lines += ["        *,\n"] if settings and "        *,\n" not in lines else []
        lines += [f"        {stated(s)},\n" for s in settings]
        names = "".join(f"{safe(a['name'])}, " for a in made).rstrip(", ")
        body = f"        super().__init__({names})\n"
        for prefix in ("set", "with"):
            own = [s["name"] for s in settings if s["prefix"] == prefix]
            if own:
                body += f'        self._state(\n            "{prefix}",\n'
                body += "".join(f"            {n}={safe(n)},\n" for n in own) + "        )\n"
        if not lines:
            return "    def __init__(self) -> None:\n" + body + "\n"
        return "    def __init__(\n        self,\n" + "".join(lines) + "    ) -> None:\n" + body + "\n"

    def _method(self, described: dict, method: str, ways: list[dict], words: dict) -> str:
        name = described["name"].rsplit(".", 1)[-1]
        first, arguments = ways[0], merged(ways)
        is_static = first["isStatic"]
        results = list(dict.fromkeys(way["result"] for way in ways))
        given = hint(" or ".join(results), True) if results != ["self"] else name
        if any(a["type"] == "rows" for a in arguments):
            given = given.replace("pandas.DataFrame", "DataFrame")
        is_property = not (
            is_static
            or arguments
            or results[0] in ("nothing", "self", "session")
            or re.match(r"to[A-Z]", method)
            or method.lower().endswith("report")
        )
        decorator = "@property" if is_property else "@classmethod" if is_static else ""
        doc = self._sources.of_method(first["declaredIn"], method)
        doc = doc or [self._cap(words.get(method, method + "."))]
        told = self._sources.params_of_method(first["declaredIn"], method)
        told = {**words, **told} if method == "of" else told
        rest = "".join(self._line(a, told.get(a["name"], ""), 8) for a in arguments).rstrip()
        if rest:
            rest = "        Parameters\n        ----------\n" + rest
        out = [f"    {decorator}\n"] if decorator else []
        head = "cls" if is_static else "self"
        one = f"    def {safe(method)}({', '.join([head, *signature(arguments)])}) -> {given}:\n"
        if len(one) > 101:
            one = f"    def {safe(method)}(\n        {head},\n"
            one += "".join(f"        {a},\n" for a in signature(arguments)) + f"    ) -> {given}:\n"
        out += [one, self._docstring(doc, 8, rest)]
        call = "".join(f", {safe(a['name'])}" for a in arguments)
        if results == ["self"]:
            out.append(f'        self._call("{method}"{call})\n        return self\n\n')
        else:
            back = "" if results == ["nothing"] else "return "
            asked = "_call_class" if is_static else "_call"
            out.append(f'        {back}{head}.{asked}("{method}"{call})\n\n')
        return "".join(out)


def imports(classes: list[dict], package: str, body: str) -> str:
    """What hints name of other modules, which are not loaded for it."""
    wanted: dict[str, set[str]] = {}
    for name in own_of(str(classes)):
        module, simple = name.rsplit(".", 1)
        if module != package:
            wanted.setdefault(module, set()).add(simple)
    lines = ["    import pandas\n"] if "-> pandas.DataFrame" in body else []
    lines += [f"    from {m} import {', '.join(sorted(wanted[m]))}\n" for m in sorted(wanted)]
    return "\nif TYPE_CHECKING:\n" + "".join(lines) if lines else ""

"""Reports and other results, as dictionaries."""

from __future__ import annotations

import html
import json
from typing import Any, Dict, Optional


class Report(Dict[str, Any]):
    """A report as a dictionary, with its page for notebooks where it has one."""

    def __init__(self, content: Dict[str, Any], page: Optional[str], java: Any = None) -> None:
        super().__init__(content)
        self._page = page
        self.java = java  # what other classes take as a report

    def __reduce__(self) -> Any:
        return Report, (dict(self), self._page)

    def html(self) -> Optional[str]:
        """The report as one HTML page that needs no other file; None if it makes none."""
        return self._page

    def _repr_html_(self) -> Optional[str]:
        return framed(self._page)


def framed(page: Optional[str]) -> Optional[str]:
    """A page inside a notebook's, whose styles it leaves alone."""
    if page is None:
        return None
    return (
        f'<iframe srcdoc="{html.escape(page)}" sandbox="" title="Report"'
        ' style="width:100%;height:36em;border:1px solid #ccc"></iframe>'
    )


def value_of(java: Any) -> Any:
    """What a method of Java's gave: dictionaries, lists, numbers and text; None for nothing."""
    return json.loads(values().json(java))


def report_of(java: Any) -> Optional[Report]:
    """A report; None for an empty one. Those that are text are one line of JSON."""
    if isinstance(java, str):
        return Report(json.loads(java), None)
    content = value_of(java)
    return None if content is None else Report(content, values().html(java), java)


def values() -> Any:
    from pyspark import SparkContext

    return SparkContext._jvm.parley.python.Values

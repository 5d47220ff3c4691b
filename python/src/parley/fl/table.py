"""Classes of Java's package ``parley.fl.table``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import Sequence

from parley._open import OpenClass


class Category(OpenClass):
    """A column of text and the levels that all agreed on. Immutable, thread-safe.

    Parameters
    ----------
    column : str
        Its name
    levels : Sequence[str]
        Each once, in the order of results; a value that is none of them is the one after the last,
        other
    """

    def __init__(
        self,
        column: str,
        levels: Sequence[str],
    ) -> None:
        super().__init__(column, levels)

    @property
    def cells(self) -> int:
        """Number of the levels and of other."""
        return self._call("cells")

    @property
    def column(self) -> str:
        """Its name"""
        return self._call("column")

    @property
    def levels(self) -> list[str]:
        """Each once, in the order of results; a value that is none of them is the one after the
        last, other
        """
        return self._call("levels")

    def name(self, code: int) -> str:
        """A level by its code, ``OTHER`` for the one after the last.

        Parameters
        ----------
        code : int
        """
        return self._call("name", code)


__all__ = [
    "Category",
]

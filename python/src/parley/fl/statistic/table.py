"""Classes of Java's package ``parley.fl.statistic.table``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from parley._open import OpenClass

if TYPE_CHECKING:
    from parley.fl.table import Category


class CrossTabStatistic(OpenClass):
    """Counts of two categories' levels, in one round: a cell a pair of levels, other included, and
    the rows where either is missing. Immutable, thread-safe.

    Parameters
    ----------
    row : Category
        The category whose levels are the table's rows
    column : Category
        The one whose levels are its columns
    """

    def __init__(
        self,
        row: Category,
        column: Category,
    ) -> None:
        super().__init__(row, column)

    @property
    def column(self) -> Category:
        """The one whose levels are its columns"""
        return self._call("column")

    @property
    def row(self) -> Category:
        """The category whose levels are the table's rows"""
        return self._call("row")


__all__ = [
    "CrossTabStatistic",
]

"""Classes of Java's package ``parley.fl.statistic.describe``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional, Sequence

from parley._open import OpenClass

if TYPE_CHECKING:
    from parley.fl.table import Category


class DescribeStatistic(OpenClass):
    """Counts, means, variances, skewness, kurtosis and norms of numeric columns, in two rounds:
    totals, exact, then sums of powers about rough centres on rough scales, both of each group,
    which the providers are told. Immutable, thread-safe.

    Parameters
    ----------
    names : Sequence[str]
        Numeric columns
    by : Category, optional
        What groups the rows; null for all together
    weight : str, optional
        Column of row weights, positive; null if each row counts 1
    """

    def __init__(
        self,
        names: Sequence[str],
        by: Optional[Category] = None,
        weight: Optional[str] = None,
    ) -> None:
        super().__init__(names, by, weight)

    @property
    def by(self) -> Category:
        """What groups the rows; null for all together"""
        return self._call("by")

    @property
    def names(self) -> list[str]:
        """Numeric columns"""
        return self._call("names")

    @property
    def weight(self) -> str:
        """Column of row weights, positive; null if each row counts 1"""
        return self._call("weight")


class TableOneStatistic(OpenClass):
    """The first table of a study, in one session: numeric columns as ``DescribeStatistic`` sums
    them by group, and the counts of categories' levels by group. Immutable, thread-safe.

    Parameters
    ----------
    names : Sequence[str]
        Numeric columns; none if there are categories
    categories : Sequence[Category]
        Columns of names
    by : Category
        The groups
    """

    def __init__(
        self,
        names: Sequence[str],
        categories: Sequence[Category],
        by: Category,
    ) -> None:
        super().__init__(names, categories, by)

    @property
    def by(self) -> Category:
        """The groups"""
        return self._call("by")

    @property
    def categories(self) -> list[Category]:
        """Columns of names"""
        return self._call("categories")

    @property
    def names(self) -> list[str]:
        """Numeric columns; none if there are categories"""
        return self._call("names")


__all__ = [
    "DescribeStatistic",
    "TableOneStatistic",
]

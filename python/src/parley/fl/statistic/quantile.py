"""Classes of Java's package ``parley.fl.statistic.quantile``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional, Sequence

from parley._open import OpenClass

if TYPE_CHECKING:
    from parley.fl.statistic.grid import Grid
    from parley.fl.table import Category


class HistogramStatistic(OpenClass):
    """Counts of a column between agreed edges, [a, b) and the last closed, in one round. Immutable,
    thread-safe.

    Parameters
    ----------
    column : str
        Numeric
    edges : Sequence[float]
        Ascending, two or more
    """

    def __init__(
        self,
        column: str,
        edges: Sequence[float],
    ) -> None:
        super().__init__(column, edges)

    @property
    def column(self) -> str:
        """Numeric"""
        return self._call("column")

    @property
    def edges(self) -> list[float]:
        """Ascending, two or more"""
        return self._call("edges")


class QuantileRange(OpenClass):
    """Where a column's values lie, public. Immutable, thread-safe.

    Parameters
    ----------
    from_ : float
        The lowest value
    to : float
        The highest value
    step : float, optional
        Between values, all of them from + k step, such as 1 for whole numbers; null for any values,
        which are then found to 2^-48 of the range
    """

    def __init__(
        self,
        from_: float,
        to: float,
        step: Optional[float] = None,
    ) -> None:
        super().__init__(from_, to, step)

    @property
    def from_(self) -> float:
        """The lowest value"""
        return self._call("from")

    @property
    def step(self) -> float:
        """Between values, all of them from + k step, such as 1 for whole numbers; null for any
        values, which are then found to 2^-48 of the range
        """
        return self._call("step")

    @property
    def to(self) -> float:
        """The highest value"""
        return self._call("to")


class QuantileStatistic(OpenClass):
    """Quantiles of columns by rounds of bins: at most 4096 over a column's range, then the finer
    ones of each bin that holds an asked rank, which the providers are told. Whole numbers, or other
    values on a grid of at most 4096 steps, are exact in one round; other values take four. The
    search stops at bins of fewer rows than asked for, and the result is an interval with as many;
    the counts of the last round are opened to the querier all the same. Immutable, thread-safe.

    Parameters
    ----------
    names : Sequence[str]
        Numeric columns
    probabilities : Sequence[float]
        Above 0, at most 1
    ranges : Sequence[QuantileRange]
        One a column
    leastRowsInBin : int
        Fewest rows of a bin that a quantile is told by; 1 for all
    """

    def __init__(
        self,
        names: Sequence[str],
        probabilities: Sequence[float],
        ranges: Sequence[QuantileRange],
        leastRowsInBin: int,
    ) -> None:
        super().__init__(names, probabilities, ranges, leastRowsInBin)

    @property
    def leastRowsInBin(self) -> int:
        """Fewest rows of a bin that a quantile is told by; 1 for all"""
        return self._call("leastRowsInBin")

    @property
    def names(self) -> list[str]:
        """Numeric columns"""
        return self._call("names")

    @property
    def probabilities(self) -> list[float]:
        """Above 0, at most 1"""
        return self._call("probabilities")

    @property
    def ranges(self) -> list[QuantileRange]:
        """One a column"""
        return self._call("ranges")


class TopStatistic(OpenClass):
    """The most frequent of agreed values, in one round: the counts of all of them are opened. Of
    equal counts those that come first in the levels, or are smaller, are taken. Immutable,
    thread-safe.

    Parameters
    ----------
    column : str
        Its name
    levels : Sequence[str], optional
        Of a category; null for numbers
    grid : Grid, optional
        Of numbers; null for a category
    count : int
        How many values to tell
    """

    def __init__(
        self,
        column: str,
        levels: Optional[Sequence[str]] = None,
        grid: Optional[Grid] = None,
        *,
        count: int,
    ) -> None:
        super().__init__(column, levels, grid, count)

    @property
    def column(self) -> str:
        """Its name"""
        return self._call("column")

    @property
    def count(self) -> int:
        """How many values to tell"""
        return self._call("count")

    @property
    def grid(self) -> Grid:
        """Of numbers; null for a category"""
        return self._call("grid")

    @classmethod
    def levels(cls, category: Category, count: int) -> TopStatistic:
        """Of a category's levels.

        Parameters
        ----------
        category : Category
        count : int
        """
        return cls._call_class("levels", category, count)

    @classmethod
    def numbers(cls, column: str, grid: Grid, count: int) -> TopStatistic:
        """Of numbers on a grid.

        Parameters
        ----------
        column : str
        grid : Grid
        count : int
        """
        return cls._call_class("numbers", column, grid, count)


__all__ = [
    "HistogramStatistic",
    "QuantileRange",
    "QuantileStatistic",
    "TopStatistic",
]

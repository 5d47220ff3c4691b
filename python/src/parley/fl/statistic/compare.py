"""Classes of Java's package ``parley.fl.statistic.compare``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional, Sequence

from parley._open import OpenClass

if TYPE_CHECKING:
    from parley.fl.statistic.grid import Grid
    from parley.fl.table import Category


class AnovaStatistic(OpenClass):
    """One-way analysis of variance of each column, in one round. Immutable, thread-safe.

    Parameters
    ----------
    names : Sequence[str]
        Numeric columns
    by : Category
        What groups the rows, two levels or more
    """

    def __init__(
        self,
        names: Sequence[str],
        by: Category,
    ) -> None:
        super().__init__(names, by)

    @property
    def by(self) -> Category:
        """What groups the rows, two levels or more"""
        return self._call("by")

    @property
    def names(self) -> list[str]:
        """Numeric columns"""
        return self._call("names")


class JarqueBeraStatistic(OpenClass):
    """Jarque and Bera's test of a normal distribution, n / 6 (S^2 + K^2 / 4) with skewness S and
    kurtosis K (1980 <https://doi.org/10.1016/0165-1765(80)90024-5>), in the rounds of a
    description. Immutable, thread-safe.

    Parameters
    ----------
    column : str
        Numeric
    """

    def __init__(
        self,
        column: str,
    ) -> None:
        super().__init__(column)

    @property
    def column(self) -> str:
        """Numeric"""
        return self._call("column")


class NormalFitStatistic(OpenClass):
    """Kolmogorov and Smirnov's test of one column against a normal distribution, from counts on an
    agreed grid, in one round. Exact where the values are on the grid. With the column's own mean
    and deviation p is too large, as with every implementation of this test. Immutable, thread-safe.

    Parameters
    ----------
    column : str
        Numeric
    grid : Grid
        Its values; values outside are refused
    mean : float, optional
        Of the distribution; null for the column's
    standardDeviation : float, optional
        Of the distribution; null for the column's, with n - 1
    """

    def __init__(
        self,
        column: str,
        grid: Grid,
        mean: Optional[float] = None,
        standardDeviation: Optional[float] = None,
    ) -> None:
        super().__init__(column, grid, mean, standardDeviation)

    @property
    def column(self) -> str:
        """Numeric"""
        return self._call("column")

    @property
    def grid(self) -> Grid:
        """Its values; values outside are refused"""
        return self._call("grid")

    @property
    def mean(self) -> float:
        """Of the distribution; null for the column's"""
        return self._call("mean")

    @property
    def standardDeviation(self) -> float:
        """Of the distribution; null for the column's, with n - 1"""
        return self._call("standardDeviation")


class ProportionStatistic(OpenClass):
    """The share of an outcome in two groups, in one round: the pooled z test, and Wilson's
    intervals (1927 <https://doi.org/10.1080/01621459.1927.10502953>). Immutable, thread-safe.

    Parameters
    ----------
    by : Category
        What groups the rows, two levels
    outcome : Category
        A category
    success : str
        The level of it that is counted
    """

    def __init__(
        self,
        by: Category,
        outcome: Category,
        success: str,
    ) -> None:
        super().__init__(by, outcome, success)

    @property
    def by(self) -> Category:
        """What groups the rows, two levels"""
        return self._call("by")

    @property
    def outcome(self) -> Category:
        """A category"""
        return self._call("outcome")

    @property
    def success(self) -> str:
        """The level of it that is counted"""
        return self._call("success")


class RankStatistic(OpenClass):
    """Kruskal and Wallis's test, and of two groups Mann and Whitney's and Kolmogorov and Smirnov's,
    from counts on an agreed grid, in one round. Exact where the values are on the grid. Immutable,
    thread-safe.

    Parameters
    ----------
    column : str
        Numeric
    grid : Grid
        Its values
    by : Category
        What groups the rows, two levels or more
    """

    def __init__(
        self,
        column: str,
        grid: Grid,
        by: Category,
    ) -> None:
        super().__init__(column, grid, by)

    @property
    def by(self) -> Category:
        """What groups the rows, two levels or more"""
        return self._call("by")

    @property
    def column(self) -> str:
        """Numeric"""
        return self._call("column")

    @property
    def grid(self) -> Grid:
        """Its values"""
        return self._call("grid")


class TTestStatistic(OpenClass):
    """Student's tests of a mean, of pairs, or of two groups, pooled and Welch's, in one round.
    Immutable, thread-safe.

    Parameters
    ----------
    column : str
        Numeric
    second : str, optional
        Of each pair, subtracted; null if there are no pairs
    by : Category, optional
        What groups the rows, of two levels; null for all together
    mean : float
        That the mean, or the mean difference, is compared with
    """

    def __init__(
        self,
        column: str,
        second: Optional[str] = None,
        by: Optional[Category] = None,
        *,
        mean: float,
    ) -> None:
        super().__init__(column, second, by, mean)

    @property
    def by(self) -> Category:
        """What groups the rows, of two levels; null for all together"""
        return self._call("by")

    @property
    def column(self) -> str:
        """Numeric"""
        return self._call("column")

    @classmethod
    def groups(cls, column: str, by: Category) -> TTestStatistic:
        """Two groups' means against each other.

        Parameters
        ----------
        column : str
        by : Category
        """
        return cls._call_class("groups", column, by)

    @property
    def mean(self) -> float:
        """That the mean, or the mean difference, is compared with"""
        return self._call("mean")

    @classmethod
    def oneSample(cls, column: str, mean: float) -> TTestStatistic:
        """A column's mean against a given one.

        Parameters
        ----------
        column : str
        mean : float
        """
        return cls._call_class("oneSample", column, mean)

    @classmethod
    def paired(cls, column: str, second: str) -> TTestStatistic:
        """The mean difference of two columns of the same rows against 0.

        Parameters
        ----------
        column : str
        second : str
        """
        return cls._call_class("paired", column, second)

    @property
    def second(self) -> str:
        """Of each pair, subtracted; null if there are no pairs"""
        return self._call("second")


__all__ = [
    "AnovaStatistic",
    "JarqueBeraStatistic",
    "NormalFitStatistic",
    "ProportionStatistic",
    "RankStatistic",
    "TTestStatistic",
]

"""Classes of Java's package ``parley.fl.statistic.survival``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

from parley._open import OpenClass

if TYPE_CHECKING:
    from parley.fl.table import Category


class KaplanMeierStatistic(OpenClass):
    """Survival curves by group; one opening. Immutable, thread-safe.

    Parameters
    ----------
    time : str
        Numeric column: when a row ends, on the grid
    event : str
        Numeric column: 1 if it ends with the event, 0 if not
    by : Category, optional
        Groups; null for all rows together
    grid : TimeGrid
        The times
    """

    def __init__(
        self,
        time: str,
        event: str,
        by: Optional[Category] = None,
        *,
        grid: TimeGrid,
    ) -> None:
        super().__init__(time, event, by, grid)

    @property
    def by(self) -> Category:
        """Groups; null for all rows together"""
        return self._call("by")

    @property
    def event(self) -> str:
        """Numeric column: 1 if it ends with the event, 0 if not"""
        return self._call("event")

    @property
    def grid(self) -> TimeGrid:
        """The times"""
        return self._call("grid")

    @property
    def time(self) -> str:
        """Numeric column: when a row ends, on the grid"""
        return self._call("time")


class LogRankStatistic(OpenClass):
    """Whether groups survive alike: the log-rank test and its weighted kin, from the same counts as
    the curves; one opening. Immutable, thread-safe.

    Parameters
    ----------
    time : str
        Numeric column: when a row ends, on the grid
    event : str
        Numeric column: 1 if it ends with the event, 0 if not
    by : Category
        Two groups or more
    grid : TimeGrid
        The times
    weighting : str
        Of the times. One of fleming_harrington, gehan, log_rank, peto, tarone_ware
    rho : float
        Power of survival before a time, of ``FLEMING_HARRINGTON``
    gamma : float
        Power of 1 less that survival
    """

    def __init__(
        self,
        time: str,
        event: str,
        by: Category,
        grid: TimeGrid,
        weighting: str,
        rho: float,
        gamma: float,
    ) -> None:
        super().__init__(time, event, by, grid, weighting, rho, gamma)

    @property
    def by(self) -> Category:
        """Two groups or more"""
        return self._call("by")

    @property
    def event(self) -> str:
        """Numeric column: 1 if it ends with the event, 0 if not"""
        return self._call("event")

    @property
    def gamma(self) -> float:
        """Power of 1 less that survival"""
        return self._call("gamma")

    @property
    def grid(self) -> TimeGrid:
        """The times"""
        return self._call("grid")

    @property
    def rho(self) -> float:
        """Power of survival before a time, of ``FLEMING_HARRINGTON``"""
        return self._call("rho")

    @property
    def time(self) -> str:
        """Numeric column: when a row ends, on the grid"""
        return self._call("time")


class TimeGrid(OpenClass):
    """Times that all agreed on: from, from + step, .., to. Immutable, thread-safe.

    Parameters
    ----------
    from_ : float
        The first, at least 0
    to : float
        The last
    step : float
        Above 0
    """

    def __init__(
        self,
        from_: float,
        to: float,
        step: float,
    ) -> None:
        super().__init__(from_, to, step)

    @property
    def from_(self) -> float:
        """The first, at least 0"""
        return self._call("from")

    @property
    def points(self) -> int:
        """How many points."""
        return self._call("points")

    @property
    def step(self) -> float:
        """Above 0"""
        return self._call("step")

    def time(self, point: int) -> float:
        """A point, in decimal arithmetic: a tenth is .1.

        Parameters
        ----------
        point : int
        """
        return self._call("time", point)

    @property
    def to(self) -> float:
        """The last"""
        return self._call("to")


__all__ = [
    "KaplanMeierStatistic",
    "LogRankStatistic",
    "TimeGrid",
]

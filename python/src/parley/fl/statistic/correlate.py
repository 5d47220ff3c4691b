"""Classes of Java's package ``parley.fl.statistic.correlate``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Sequence

from parley._open import OpenClass

if TYPE_CHECKING:
    from parley.fl.statistic.grid import Grid


class CovarianceStatistic(OpenClass):
    """Covariances, Pearson's correlations and cosines of numeric columns over complete rows, in two
    rounds: totals, exact, then sums of products about rough centres on rough scales, which the
    providers are told. Immutable, thread-safe.

    Parameters
    ----------
    names : Sequence[str]
        Two numeric columns or more
    """

    def __init__(
        self,
        names: Sequence[str],
    ) -> None:
        super().__init__(names)

    @property
    def names(self) -> list[str]:
        """Two numeric columns or more"""
        return self._call("names")


class SpearmanStatistic(OpenClass):
    """Spearman's correlation of each two columns over complete rows, with average ranks, in one
    round: joint counts on agreed grids. Exact where the values are on the grids. Immutable,
    thread-safe.

    Parameters
    ----------
    names : Sequence[str]
        Two numeric columns or more
    grids : Sequence[Grid]
        A grid each
    """

    def __init__(
        self,
        names: Sequence[str],
        grids: Sequence[Grid],
    ) -> None:
        super().__init__(names, grids)

    @property
    def grids(self) -> list[Grid]:
        """A grid each"""
        return self._call("grids")

    @property
    def names(self) -> list[str]:
        """Two numeric columns or more"""
        return self._call("names")


__all__ = [
    "CovarianceStatistic",
    "SpearmanStatistic",
]

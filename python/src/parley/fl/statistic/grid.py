"""Classes of Java's package ``parley.fl.statistic.grid``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from parley._open import OpenClass


class Grid(OpenClass):
    """Values from, from + step, .. with decimal arithmetic, so that 1.3 is 1.3. Immutable,
    thread-safe.

    Parameters
    ----------
    from_ : float
        The first value
    step : float
        Between two, positive
    count : int
        How many, 1 to 2^22
    """

    def __init__(
        self,
        from_: float,
        step: float,
        count: int,
    ) -> None:
        super().__init__(from_, step, count)

    def cell(self, value: float) -> int:
        """A value's cell: 0 below the grid, 1 + point, or the last above it.

        Parameters
        ----------
        value : float
        """
        return self._call("cell", value)

    @property
    def cells(self) -> int:
        """Number of cells: the points, and one each for what is below and above."""
        return self._call("cells")

    @property
    def count(self) -> int:
        """How many, 1 to 2^22"""
        return self._call("count")

    @property
    def from_(self) -> float:
        """The first value"""
        return self._call("from")

    def isOff(self, value: float) -> bool:
        """Whether a value is on none of the points, be it between or outside them.

        Parameters
        ----------
        value : float
        """
        return self._call("isOff", value)

    @property
    def step(self) -> float:
        """Between two, positive"""
        return self._call("step")

    @classmethod
    def to(cls, from_: float, to: float, step: float) -> Grid:
        """The grid that ends at a value.

        Parameters
        ----------
        from_ : float
        to : float
        step : float
        """
        return cls._call_class("to", from_, to, step)

    def value(self, point: int) -> float:
        """A point's value.

        Parameters
        ----------
        point : int
        """
        return self._call("value", point)


__all__ = [
    "Grid",
]

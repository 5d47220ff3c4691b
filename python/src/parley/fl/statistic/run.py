"""Classes of Java's package ``parley.fl.statistic.run``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import Any, Mapping, Optional

from parley._open import OpenClass


class DisclosureRules(OpenClass):
    """What a query asks of itself; in the plan, so that a provider whose policy asks for as much
    accepts it. With least numbers all providers first open to all how many rows the query is about,
    how many providers have some, and how many refuse it by rules of their own: three sums that name
    nobody. Immutable, thread-safe.

    Parameters
    ----------
    leastRows : int
        Rows of all providers together; 0 for any
    leastContributors : int
        Providers with rows; 0 for any
    rounding : int, optional
        The same, with counts rounded to multiples of a number.
    """

    def __init__(
        self,
        leastRows: int,
        leastContributors: int,
        *,
        rounding: Optional[int] = None,
    ) -> None:
        super().__init__(leastRows, leastContributors)
        self._state(
            "with",
            rounding=rounding,
        )

    @property
    def gated(self) -> bool:
        """Whether the query first asks how many rows it is about."""
        return self._call("gated")

    @property
    def leastContributors(self) -> int:
        """Providers with rows; 0 for any"""
        return self._call("leastContributors")

    @property
    def leastRows(self) -> int:
        """Rows of all providers together; 0 for any"""
        return self._call("leastRows")

    @property
    def noise(self) -> dict[str, Any]:
        """That each provider adds to each of its counts before it encrypts them; null for none"""
        return self._call("noise")

    @property
    def none(self) -> bool:
        """Whether nothing is asked."""
        return self._call("none")

    @classmethod
    def of(cls, terms: Mapping[str, str]) -> DisclosureRules:
        """Those of a plan's arguments.

        Parameters
        ----------
        terms : Mapping[str, str]
        """
        return cls._call_class("of", terms)

    @property
    def roundTo(self) -> int:
        """Counts are rounded to multiples of it, at the querier, before anything is made of them; 1
        for no rounding
        """
        return self._call("roundTo")

    def withRounding(self, multiple: int) -> DisclosureRules:
        """The same, with counts rounded to multiples of a number.

        Parameters
        ----------
        multiple : int
        """
        return self._call("withRounding", multiple)

    def words(self, providers: int) -> list[str]:
        """For a report.

        Parameters
        ----------
        providers : int
            How many
        """
        return self._call("words", providers)


__all__ = [
    "DisclosureRules",
]

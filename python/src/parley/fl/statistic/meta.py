"""Classes of Java's package ``parley.fl.statistic.meta``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import Sequence

from parley._open import OpenClass


class MantelHaenszelStatistic(OpenClass):
    """Mantel's and Haenszel's common odds ratio of 2 x 2 tables, one a site (1959
    <https://doi.org/10.1093/jnci/22.4.719>), its error by Robins, Breslow and Greenland (1986
    <https://doi.org/10.2307/2531052>). The number of sites is opened, then 11 sums over them, from
    6 sites on: 4 numbers a site are unknown. Immutable, thread-safe.

    Parameters
    ----------
    exposedEvents : str
        Numeric column: counts
    exposedOthers : str
        Rows exposed without event; with ``totals`` all that are exposed
    controlEvents : str
        Events of those not exposed
    controlOthers : str
        The rest of them; with ``totals`` all of them
    totals : bool
        Whether the columns of others hold events too
    fewSites : bool
        Whether sums are opened from fewer sites, which could then be solved for
    """

    def __init__(
        self,
        exposedEvents: str,
        exposedOthers: str,
        controlEvents: str,
        controlOthers: str,
        totals: bool,
        fewSites: bool,
    ) -> None:
        super().__init__(exposedEvents, exposedOthers, controlEvents, controlOthers, totals, fewSites)

    @property
    def controlEvents(self) -> str:
        """Events of those not exposed"""
        return self._call("controlEvents")

    @property
    def controlOthers(self) -> str:
        """The rest of them; with ``totals`` all of them"""
        return self._call("controlOthers")

    @property
    def exposedEvents(self) -> str:
        """Numeric column: counts"""
        return self._call("exposedEvents")

    @property
    def exposedOthers(self) -> str:
        """Rows exposed without event; with ``totals`` all that are exposed"""
        return self._call("exposedOthers")

    @property
    def fewSites(self) -> bool:
        """Whether sums are opened from fewer sites, which could then be solved for"""
        return self._call("fewSites")

    @property
    def totals(self) -> bool:
        """Whether the columns of others hold events too"""
        return self._call("totals")


class MetaStatistic(OpenClass):
    """A meta-analysis of sites' estimates. The number of sites is opened first; then for each
    coefficient, w being 1 / (standard error)^2, the sums of w, w b, w b^2 and w^2; then, for random
    effects, sums at weights 1 / (standard error^2 + tau2), all sites being told tau2. Immutable,
    thread-safe.

    Parameters
    ----------
    terms : Sequence[MetaTerm]
        Coefficients
    method : str
        How the variance between sites is found. One of dersimonian_laird, fixed, paule_mandel, reml
    hartungKnapp : bool
        Whether random effects also get Hartung's, Knapp's, Sidik's and Jonkman's standard error,
        one number more a round
    fewSites : bool
        Whether sums are opened from so few sites that each one's estimate could be solved for,
        against ``SiteRule``
    """

    def __init__(
        self,
        terms: Sequence[MetaTerm],
        method: str,
        hartungKnapp: bool,
        fewSites: bool,
    ) -> None:
        super().__init__(terms, method, hartungKnapp, fewSites)

    @property
    def fewSites(self) -> bool:
        """Whether sums are opened from so few sites that each one's estimate could be solved for,
        against ``SiteRule``
        """
        return self._call("fewSites")

    @property
    def hartungKnapp(self) -> bool:
        """Whether random effects also get Hartung's, Knapp's, Sidik's and Jonkman's standard error,
        one number more a round
        """
        return self._call("hartungKnapp")

    @property
    def terms(self) -> list[MetaTerm]:
        """Coefficients"""
        return self._call("terms")


class MetaTerm(OpenClass):
    """A coefficient that sites have estimated. Immutable, thread-safe.

    Parameters
    ----------
    name : str
        For the result
    estimate : str
        Numeric column; a site without a value or error takes no part
    standardError : str
        Numeric column
    """

    def __init__(
        self,
        name: str,
        estimate: str,
        standardError: str,
    ) -> None:
        super().__init__(name, estimate, standardError)

    @property
    def estimate(self) -> str:
        """Numeric column; a site without a value or error takes no part"""
        return self._call("estimate")

    @property
    def name(self) -> str:
        """For the result"""
        return self._call("name")

    @property
    def standardError(self) -> str:
        """Numeric column"""
        return self._call("standardError")


__all__ = [
    "MantelHaenszelStatistic",
    "MetaStatistic",
    "MetaTerm",
]

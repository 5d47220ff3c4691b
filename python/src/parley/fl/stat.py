"""Classes of Java's package ``parley.fl.stat``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional, Sequence, Union

import numpy
from pyspark.sql import DataFrame

from parley._open import OpenClass
from parley._report import Report

if TYPE_CHECKING:
    import pandas
    from parley.fl.querier import HiddenGlm
    from parley.fl.statistic.grid import Grid
    from parley.fl.statistic.quantile import QuantileRange
    from parley.fl.statistic.run import DisclosureRules
    from parley.fl.table import Category


class FederatedANOVATest(OpenClass):
    """Spark's ``ANOVATest`` over the rows of several providers. Stateless, thread-safe."""

    @classmethod
    def test(
        cls,
        query: ProviderQuery,
        features: Sequence[str],
        label: Category,
    ) -> pandas.DataFrame:
        """One-way analysis of variance of each feature by the label. P values are upper tails: they
        do not end at 1e-16 as where 1 less a lower tail is taken.

        Parameters
        ----------
        query : ProviderQuery
        features : Sequence[str]
            Numeric columns
        label : Category
            Groups, with the levels that all agreed on
        """
        return cls._call_class("test", query, features, label)


class FederatedChiSquareTest(OpenClass):
    """Spark's ``ChiSquareTest`` over the rows of several providers. Stateless, thread-safe."""

    @classmethod
    def test(
        cls,
        query: ProviderQuery,
        features: Sequence[Category],
        label: Category,
    ) -> pandas.DataFrame:
        """Pearson's test of independence of each feature and the label, a table each.

        Parameters
        ----------
        query : ProviderQuery
        features : Sequence[Category]
            Categories with the levels that all agreed on
        label : Category
            Another one
        """
        return cls._call_class("test", query, features, label)


class FederatedCorrelation(OpenClass):
    """Spark's ``Correlation`` over the rows of several providers. Stateless, thread-safe."""

    @classmethod
    def corr(cls, query: ProviderQuery, columns: Sequence[str]) -> pandas.DataFrame:
        """Pearson's correlations over the rows that are complete.

        Parameters
        ----------
        query : ProviderQuery
        columns : Sequence[str]
            Two numeric columns or more
        """
        return cls._call_class("corr", query, columns)


class FederatedCosine(OpenClass):
    """The cosine of two providers' vectors, a number that the querier alone reads. Stateless,
    thread-safe.

    Each provider has a row for each position. Whoever knows one vector, as its provider does, and
    reads the cosine has a linear equation on the other's; a provider that chooses its entries to be
    0 but for one reads the other's entry there, over that vector's length. So let no provider be
    the querier that you would not tell a person's value.
    """

    @classmethod
    def of(cls, query: ProviderQuery, column: str, position: str, length: int) -> dict[str, Any]:
        """The cosine.

        Parameters
        ----------
        query : ProviderQuery
            On the table of two providers, without rules of its own
        column : str
            Numeric, with the entries, none of them missing
        position : str
            Numeric, with whole numbers from 0 to length - 1, each once at each provider
        length : int
            Entries of each vector
        """
        return cls._call_class("of", query, column, position, length)


class FederatedCrosstab(OpenClass):
    """Spark's ``DataFrameStatFunctions.crosstab`` over the rows of several providers. Stateless,
    thread-safe.
    """

    @classmethod
    def crosstab(cls, query: ProviderQuery, first: Category, second: Category) -> pandas.DataFrame:
        """How often each two levels go together. Rows without one of the two are left out, where
        Spark counts them as ``null``.

        Parameters
        ----------
        query : ProviderQuery
        first : Category
            Down the side
        second : Category
            Across the top
        """
        return cls._call_class("crosstab", query, first, second)


class FederatedKolmogorovSmirnovTest(OpenClass):
    """Spark's ``KolmogorovSmirnovTest`` over the rows of several providers. Stateless, thread-safe.
    """

    @classmethod
    def test(
        cls,
        query: ProviderQuery,
        sampleCol: str,
        grid: Grid,
        distName: str,
        params: Optional[Sequence[float]] = None,
    ) -> pandas.DataFrame:
        """A column's distribution against a normal one, two-sided.

        Parameters
        ----------
        query : ProviderQuery
        sampleCol : str
            Numeric
        grid : Grid
            Its values; one between two points counts at the nearest
        distName : str
            ``norm``, as in Spark the only one
        params : Sequence[float], optional
            Mean and standard deviation; none for 0 and 1
        """
        return cls._call_class("test", query, sampleCol, grid, distName, params)


class FederatedQuantiles(OpenClass):
    """Spark's ``DataFrameStatFunctions.approxQuantile`` over the rows of several providers, exact.
    Stateless, thread-safe.
    """

    @classmethod
    def approxQuantile(
        cls,
        query: ProviderQuery,
        columns: Sequence[str],
        probabilities: Sequence[float],
        ranges: Sequence[QuantileRange],
    ) -> numpy.ndarray:
        """The least values that a share of the probability does not exceed.

        Parameters
        ----------
        query : ProviderQuery
        columns : Sequence[str]
            Numeric
        probabilities : Sequence[float]
            Above 0, at most 1
        ranges : Sequence[QuantileRange]
            Where each column's values lie, known to all
        """
        return cls._call_class("approxQuantile", query, columns, probabilities, ranges)


class FederatedSummarizer(OpenClass):
    """Spark's ``Summarizer`` over the rows of several providers: vectors with an entry a column.
    Minimum and maximum are not among them, since they name a person. Immutable, thread-safe.
    """

    @property
    def columns(self) -> list[str]:
        """The entries' names"""
        return self._call("columns")

    @property
    def count(self) -> numpy.ndarray:
        """Values that are not missing."""
        return self._call("count")

    @property
    def descriptions(self) -> dict[str, Any]:
        """All figures, with reasons where one is undefined"""
        return self._call("descriptions")

    @property
    def mean(self) -> numpy.ndarray:
        """Means; NaN where a column has no value."""
        return self._call("mean")

    @property
    def normL1(self) -> numpy.ndarray:
        """Sums of absolute values."""
        return self._call("normL1")

    @property
    def normL2(self) -> numpy.ndarray:
        """Roots of sums of squares."""
        return self._call("normL2")

    @property
    def numNonZeros(self) -> numpy.ndarray:
        """Values other than 0."""
        return self._call("numNonZeros")

    def report(self) -> Report:
        """What was opened, to whom"""
        return self._call("report")

    @property
    def std(self) -> numpy.ndarray:
        """Their roots."""
        return self._call("std")

    @property
    def sum(self) -> numpy.ndarray:
        """Sums of the values, weighted."""
        return self._call("sum")

    @classmethod
    def summary(
        cls,
        query: ProviderQuery,
        columns: Sequence[str],
        weightCol: Optional[str] = None,
    ) -> FederatedSummarizer:
        """Summarises numeric columns.

        Parameters
        ----------
        query : ProviderQuery
        columns : Sequence[str]
        weightCol : str, optional
            Column of positive row weights; null if each row counts 1
        """
        return cls._call_class("summary", query, columns, weightCol)

    @property
    def variance(self) -> numpy.ndarray:
        """Variances, unbiased; NaN where a column has fewer than two values."""
        return self._call("variance")


class FederatedTTest(OpenClass):
    """Student's and Welch's tests over the rows of several providers. Each gives a row a test:
    ``test`` (``one-sample``, ``paired``, or ``pooled`` and ``welch``), ``pValue`` (two-sided),
    ``degreesOfFreedom``, ``statistic``, ``difference``, ``standardError``, ``lower`` and ``upper``
    of its 95 % interval. Stateless, thread-safe.
    """

    @classmethod
    def oneSample(cls, query: ProviderQuery, column: str, mean: float) -> pandas.DataFrame:
        """A column's mean against a given one.

        Parameters
        ----------
        query : ProviderQuery
        column : str
        mean : float
        """
        return cls._call_class("oneSample", query, column, mean)

    @classmethod
    def paired(cls, query: ProviderQuery, column: str, second: str) -> pandas.DataFrame:
        """The mean difference of two columns of the same rows against 0.

        Parameters
        ----------
        query : ProviderQuery
        column : str
        second : str
        """
        return cls._call_class("paired", query, column, second)

    @classmethod
    def test(cls, query: ProviderQuery, column: str, by: Category) -> pandas.DataFrame:
        """The means of two groups against each other: a row for ``pooled``, one for ``welch``.

        Parameters
        ----------
        query : ProviderQuery
        column : str
            Numeric
        by : Category
            Of two levels
        """
        return cls._call_class("test", query, column, by)


class ProviderQuery(OpenClass):
    """A table of several providers, and how questions on it are answered: who holds which rows, how
    sums are protected, who reads them. Immutable, thread-safe.

    By default each partition is a provider, sums are encrypted under a collective key, and the
    querier's key is one of this process that is gone with each answer.

    Parameters
    ----------
    frame : DataFrame
    idCol : str, optional
        With a column that names each row, such as a patient's number, by which providers' policies
        tell rows apart; all columns together do without one.
    partitionProviders : Sequence[str], optional
        With a name for each partition's provider, sorted.
    policy : str, optional
        With one more policy than the providers' own.
    protection : str, optional
        With another protection.
    providerCol : str, optional
        With a column that names each row's provider; Spark moves the rows to them.
    roundTimeout : float, optional
        With another time that a round may take.
    rules : DisclosureRules, optional
        With what queries ask of themselves before a result is opened.
    vault : str, optional
        With parties in vaults, which have policies of their own.
    """

    def __init__(
        self,
        frame: DataFrame,
        *,
        idCol: Optional[str] = None,
        partitionProviders: Optional[Sequence[str]] = None,
        policy: Optional[str] = None,
        protection: Optional[str] = None,
        providerCol: Optional[str] = None,
        roundTimeout: Optional[float] = None,
        rules: Optional[DisclosureRules] = None,
        vault: Optional[str] = None,
    ) -> None:
        super().__init__(frame)
        self._state(
            "with",
            idCol=idCol,
            partitionProviders=partitionProviders,
            policy=policy,
            protection=protection,
            providerCol=providerCol,
            roundTimeout=roundTimeout,
            rules=rules,
            vault=vault,
        )

    def ask(self, fit: Union[HiddenGlm, OpenClass]) -> dict[str, Any]:
        """The answer to a question.

        Parameters
        ----------
        fit : Union[HiddenGlm, OpenClass]
        """
        return self._call("ask", fit)

    def askEach(self, statistic: OpenClass) -> dict[str, dict[str, Any]]:
        """What each provider finds on its own rows, which nobody else may see. In a simulation
        alone, where this process is all of them.

        Parameters
        ----------
        statistic : OpenClass
        """
        return self._call("askEach", statistic)

    def askPooled(self, statistic: OpenClass) -> dict[str, Any]:
        """The answer to a question on all rows as if one provider had them: Spark brings them to
        one place. Under ``plain`` alone, and without rules of the query's own.

        Parameters
        ----------
        statistic : OpenClass
        """
        return self._call("askPooled", statistic)

    def levelsOf(self, column: str) -> Category:
        """A category with the levels that occur, in their alphabetical order, which the driver
        reads from the rows. Where providers are apart name the levels they agreed on instead, with
        ``Category``.

        Parameters
        ----------
        column : str
        """
        return self._call("levelsOf", column)

    @classmethod
    def of(cls, frame: DataFrame) -> ProviderQuery:
        """A table, each partition of which is a provider.

        Parameters
        ----------
        frame : DataFrame
        """
        return cls._call_class("of", frame)

    @property
    def refusesPooled(self) -> Any:
        """Why ``askPooled`` brings no rows to one place; empty if it does."""
        return self._call("refusesPooled")

    def withIdCol(self, column: str) -> ProviderQuery:
        """With a column that names each row, such as a patient's number, by which providers'
        policies tell rows apart; all columns together do without one.

        Parameters
        ----------
        column : str
        """
        return self._call("withIdCol", column)

    def withPartitionProviders(self, names: Sequence[str]) -> ProviderQuery:
        """With a name for each partition's provider, sorted.

        Parameters
        ----------
        names : Sequence[str]
        """
        return self._call("withPartitionProviders", names)

    def withPolicy(self, place: str) -> ProviderQuery:
        """With one more policy than the providers' own.

        Parameters
        ----------
        place : str
            A file, or a folder with a file ``PROVIDER.json`` for each
        """
        return self._call("withPolicy", place)

    def withProtection(self, value: str) -> ProviderQuery:
        """With another protection.

        Parameters
        ----------
        value : str
            ``encrypted``; ``masked``: the driver then reads the sums and no provider's part; or
            ``plain``: it then sees each provider's sums
        """
        return self._call("withProtection", value)

    def withProviderCol(self, column: str) -> ProviderQuery:
        """With a column that names each row's provider; Spark moves the rows to them.

        Parameters
        ----------
        column : str
        """
        return self._call("withProviderCol", column)

    def withQuerierKey(self, file: str, passphrase: str) -> ProviderQuery:
        """With a querier's key from its file, by which the providers' policies know the querier.

        Parameters
        ----------
        file : str
        passphrase : str
        """
        return self._call("withQuerierKey", file, passphrase)

    def withRoundTimeout(self, value: float) -> ProviderQuery:
        """With another time that a round may take.

        Parameters
        ----------
        value : float
        """
        return self._call("withRoundTimeout", value)

    def withRules(self, value: DisclosureRules) -> ProviderQuery:
        """With what queries ask of themselves before a result is opened.

        Parameters
        ----------
        value : DisclosureRules
        """
        return self._call("withRules", value)

    def withVault(self, folder: str) -> ProviderQuery:
        """With parties in vaults, which have policies of their own.

        Parameters
        ----------
        folder : str
            With their sockets
        """
        return self._call("withVault", folder)


class TableOne(OpenClass):
    """The first table of a study over the rows of several providers. Immutable, thread-safe."""

    @classmethod
    def of(
        cls,
        query: ProviderQuery,
        numbers: Sequence[str],
        categories: Sequence[Category],
        by: Category,
    ) -> TableOne:
        """Describes columns by group.

        Parameters
        ----------
        query : ProviderQuery
        numbers : Sequence[str]
            Numeric columns; perhaps none
        categories : Sequence[Category]
            Columns with the levels that all agreed on; perhaps none
        by : Category
            The groups
        """
        return cls._call_class("of", query, numbers, categories, by)

    def report(self) -> Report:
        """What was opened, to whom"""
        return self._call("report")

    @property
    def result(self) -> dict[str, Any]:
        """All figures, with reasons where one is undefined"""
        return self._call("result")

    @property
    def table(self) -> pandas.DataFrame:
        """A row a column, or a column's level, and group: ``column``, ``level`` (null of a numeric
        column), ``group`` (null for all groups together), ``n`` (values, or rows of the level),
        ``mean`` and ``standardDeviation`` or ``share``, and beside all groups together the
        ``standardizedDifference`` between them.
        """
        return self._call("table")


__all__ = [
    "FederatedANOVATest",
    "FederatedChiSquareTest",
    "FederatedCorrelation",
    "FederatedCosine",
    "FederatedCrosstab",
    "FederatedKolmogorovSmirnovTest",
    "FederatedQuantiles",
    "FederatedSummarizer",
    "FederatedTTest",
    "ProviderQuery",
    "TableOne",
]

"""Classes of Java's package ``parley.robust.audit.shift``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional, Sequence, Union

from pyspark.sql import DataFrame

from parley._open import OpenClass
from parley._report import Report
from parley.robust.audit.shift import column

if TYPE_CHECKING:
    from parley.robust.audit.shift.column import ReferenceStatistics


class ShiftStudy(OpenClass):
    """Compares data with a reference. Numeric columns: two-sample Kolmogorov-Smirnov, Wasserstein-1
    and PSI, from one sort of the values of both that stays on the executors. Categorical columns:
    chi-square and PSI, from counts. Numeric columns together: maximum mean discrepancy and a
    classifier two-sample test on a sample of stated size, which comes to the driver. Classes: black
    box shift estimation, with predictions and labels. P values are adjusted for the number of
    columns. All figures are equal to the bit for any number of partitions. Missing values (null)
    are left out column by column, and how many they are is compared like one more column. Not safe
    for use by several threads.

    Parameters
    ----------
    bins : int, optional
        Bins of PSI for numbers, ended by the reference's quantiles; default 10. Equal ends are one.
    categorical : Sequence[str], optional
        Columns of numbers that are names, such as codes; strings and booleans are anyway.
    exclude : Sequence[str], optional
        Columns not to compare, where no features are set.
    features : Sequence[str], optional
        Columns to compare; default: all but those of predictions, labels and ids.
    idCol : str, optional
        Unique ids, whole numbers or strings: the sample follows from them. Without, it follows from
        what rows hold, for which they are counted by their values.
    ignoreExtraColumns : bool, optional
        Whether columns that the data has and the reference has not are left out, with a warning
        that names them, where no features are set. Default: they are refused where the reference's
        rows are there, and left out where it is saved statistics, which know the chosen columns
        alone.
    labelCol : str, optional
        True classes, of the reference; with predictions that are classes, label shift is estimated.
    maxCategories : int, optional
        The most categories of a column; the others count as one. Default 1000.
    permutations : int, optional
        Permutations for the p value of the maximum mean discrepancy; default 999.
    predictionCol : str, optional
        A model's predictions: one more column to compare, but not part of the joint tests.
    quantiles : int, optional
        How many quantiles ``describe`` keeps; default 1000, so that no rank is off by more than
        1/1000.
    sampleSize : int, optional
        Rows of the reference, and of the data, for the joint tests; default 1000. They come to the
        driver; the kernel takes 32 bytes times the square of it, a permutation half the square of
        additions.
    seed : int, optional
        Of the sample and the permutations; default 1.
    sigma : float, optional
        The kernel's width in the features' own units. Default: features are divided by their
        standard deviations, and the width is the median distance.
    significance : float, optional
        The level of the lists of shifted columns; default .05.
    title : str, optional
        The report's title; default "Shift".
    """

    def __init__(
        self,
        *,
        bins: Optional[int] = None,
        categorical: Optional[Sequence[str]] = None,
        exclude: Optional[Sequence[str]] = None,
        features: Optional[Sequence[str]] = None,
        idCol: Optional[str] = None,
        ignoreExtraColumns: Optional[bool] = None,
        labelCol: Optional[str] = None,
        maxCategories: Optional[int] = None,
        permutations: Optional[int] = None,
        predictionCol: Optional[str] = None,
        quantiles: Optional[int] = None,
        sampleSize: Optional[int] = None,
        seed: Optional[int] = None,
        sigma: Optional[float] = None,
        significance: Optional[float] = None,
        title: Optional[str] = None,
    ) -> None:
        super().__init__()
        self._state(
            "set",
            bins=bins,
            categorical=categorical,
            exclude=exclude,
            features=features,
            idCol=idCol,
            ignoreExtraColumns=ignoreExtraColumns,
            labelCol=labelCol,
            maxCategories=maxCategories,
            permutations=permutations,
            predictionCol=predictionCol,
            quantiles=quantiles,
            sampleSize=sampleSize,
            seed=seed,
            sigma=sigma,
            significance=significance,
            title=title,
        )

    def describe(self, reference: DataFrame) -> ReferenceStatistics:
        """What to keep of a reference. Quantiles are exact, from the same sort as ``run``.

        Parameters
        ----------
        reference : DataFrame
        """
        return self._call("describe", reference)

    def run(self, reference: Union[ReferenceStatistics, DataFrame], data: DataFrame) -> Report:
        """Compares data with a reference. Reads each several times: cache them where reading is
        dear.

        Parameters
        ----------
        reference : Union[ReferenceStatistics, DataFrame]
        data : DataFrame
        """
        return self._call("run", reference, data)

    def setBins(self, value: int) -> ShiftStudy:
        """Bins of PSI for numbers, ended by the reference's quantiles; default 10. Equal ends are
        one.

        Parameters
        ----------
        value : int
        """
        self._call("setBins", value)
        return self

    def setCategorical(self, names: Sequence[str]) -> ShiftStudy:
        """Columns of numbers that are names, such as codes; strings and booleans are anyway.

        Parameters
        ----------
        names : Sequence[str]
        """
        self._call("setCategorical", names)
        return self

    def setExclude(self, names: Sequence[str]) -> ShiftStudy:
        """Columns not to compare, where no features are set.

        Parameters
        ----------
        names : Sequence[str]
        """
        self._call("setExclude", names)
        return self

    def setFeatures(self, names: Sequence[str]) -> ShiftStudy:
        """Columns to compare; default: all but those of predictions, labels and ids.

        Parameters
        ----------
        names : Sequence[str]
        """
        self._call("setFeatures", names)
        return self

    def setIdCol(self, name: str) -> ShiftStudy:
        """Unique ids, whole numbers or strings: the sample follows from them. Without, it follows
        from what rows hold, for which they are counted by their values.

        Parameters
        ----------
        name : str
        """
        self._call("setIdCol", name)
        return self

    def setIgnoreExtraColumns(self, value: bool) -> ShiftStudy:
        """Whether columns that the data has and the reference has not are left out, with a warning
        that names them, where no features are set. Default: they are refused where the reference's
        rows are there, and left out where it is saved statistics, which know the chosen columns
        alone.

        Parameters
        ----------
        value : bool
        """
        self._call("setIgnoreExtraColumns", value)
        return self

    def setLabelCol(self, name: str) -> ShiftStudy:
        """True classes, of the reference; with predictions that are classes, label shift is
        estimated.

        Parameters
        ----------
        name : str
        """
        self._call("setLabelCol", name)
        return self

    def setMaxCategories(self, value: int) -> ShiftStudy:
        """The most categories of a column; the others count as one. Default 1000.

        Parameters
        ----------
        value : int
        """
        self._call("setMaxCategories", value)
        return self

    def setPermutations(self, value: int) -> ShiftStudy:
        """Permutations for the p value of the maximum mean discrepancy; default 999.

        Parameters
        ----------
        value : int
        """
        self._call("setPermutations", value)
        return self

    def setPredictionCol(self, name: str) -> ShiftStudy:
        """A model's predictions: one more column to compare, but not part of the joint tests.

        Parameters
        ----------
        name : str
        """
        self._call("setPredictionCol", name)
        return self

    def setQuantiles(self, value: int) -> ShiftStudy:
        """How many quantiles ``describe`` keeps; default 1000, so that no rank is off by more than
        1/1000.

        Parameters
        ----------
        value : int
        """
        self._call("setQuantiles", value)
        return self

    def setSampleSize(self, value: int) -> ShiftStudy:
        """Rows of the reference, and of the data, for the joint tests; default 1000. They come to
        the driver; the kernel takes 32 bytes times the square of it, a permutation half the square
        of additions.

        Parameters
        ----------
        value : int
        """
        self._call("setSampleSize", value)
        return self

    def setSeed(self, value: int) -> ShiftStudy:
        """Of the sample and the permutations; default 1.

        Parameters
        ----------
        value : int
        """
        self._call("setSeed", value)
        return self

    def setSigma(self, value: float) -> ShiftStudy:
        """The kernel's width in the features' own units. Default: features are divided by their
        standard deviations, and the width is the median distance.

        Parameters
        ----------
        value : float
        """
        self._call("setSigma", value)
        return self

    def setSignificance(self, value: float) -> ShiftStudy:
        """The level of the lists of shifted columns; default .05.

        Parameters
        ----------
        value : float
        """
        self._call("setSignificance", value)
        return self

    def setTitle(self, value: str) -> ShiftStudy:
        """The report's title; default "Shift".

        Parameters
        ----------
        value : str
        """
        self._call("setTitle", value)
        return self


__all__ = [
    "ShiftStudy",
    "column",
]

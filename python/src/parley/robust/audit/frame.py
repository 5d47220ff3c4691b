"""Classes of Java's package ``parley.robust.audit.frame``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import Any, Mapping, Optional, Sequence, Union

import numpy
from pyspark.sql import DataFrame

from parley._open import OpenClass


class GroupBands(OpenClass):
    """Puts a sensitive column of numbers, such as ages, into bands: ``below 25``, ``25 to 45``,
    ``45 and above``. A value at an edge belongs to the band above it. Stateless, so safe for use by
    several threads.
    """

    @classmethod
    def of(cls, rows: DataFrame, column: str, edges: Optional[Sequence[float]] = None) -> DataFrame:
        """The rows with the names of bands in place of a column's numbers; what is missing stays
        missing, and NaN in a column of doubles or floats is. Reads the rows once, to see that they
        are numbers.

        Parameters
        ----------
        rows : DataFrame
        column : str
            Numbers, or text that is written as numbers
        edges : Sequence[float], optional
            One or more, finite and rising
        """
        return cls._call_class("of", rows, column, edges)


class GroupCounter(OpenClass):
    """Counts labels and predictions by group, in one pass over the rows that adds up on the
    executors; only the counts come back. They are equal to the bit whatever the partitions, weights
    included.

    Labels are compared with those of ``setFavorable`` and ``setUnfavorable`` by one rule: the same
    text, or both written as numbers and equal; so 1, 1.0 and "1" are one label. Groups are names:
    those of text columns are compared letter by letter, since ward 017 is not ward 17; those of one
    column of numbers as numbers. To look at the labels alone, name the label column as the
    prediction column too.

    Not safe for use by several threads.

    Parameters
    ----------
    bins : int, optional
        Counts scores too, in so many bins of equal width from 0 to 1; default 0, which counts none.
    controlCols : Sequence[str], optional
        Columns within whose values, or combinations of values, groups are counted as well.
    favorable : Union[float, str], optional
        The label that is good for the person; must be set.
    groups : Sequence[str], optional
        Counts these groups alone, all of them, and nothing of other rows. Default: the 100 largest,
        and the sum of the others. Values of several sensitive columns are joined by ", ".
    labelCol : str, optional
        Column of true labels: two values, as strings, numbers or booleans; default ``label``.
    missingGroup : str, optional
        Puts rows without a value in a sensitive or control column into a group of this name;
        default: such rows are an error.
    predictionCol : str, optional
        Column of predicted labels or, with a threshold, of scores; default ``prediction``.
    scoreCol : str, optional
        Column of scores from 0 to 1 for the bins, of the label of ``setScoreOf``; default: the
        prediction column, if it has a threshold.
    scoreOf : str, optional
        The label whose scores the score column holds: the higher, the more likely that label. Must
        be set with a threshold or bins, since it is not guessed: the same scores read as the other
        label's turn every figure round. Where it is not the favourable label, it is the other one.
    sensitiveCols : Sequence[str], optional
        Columns whose values, or combinations of values, are the groups; one or more must be set.
    threshold : float, optional
        Makes the predictions scores of the label of ``setScoreOf``: at this and above, that label
        is predicted, else the other. A column of floats is compared with the nearest float.
    unfavorable : str, optional
        The other label. Where it is not set, it is the one that occurs beside the favourable one,
        and the favourable one must occur; a provider with few rows sets both.
    weightCol : str, optional
        Column of weights of 0 or more, below 10^9, rounded to 18 decimals; default: each row counts
        1.
    """

    def __init__(
        self,
        *,
        bins: Optional[int] = None,
        controlCols: Optional[Sequence[str]] = None,
        favorable: Optional[Union[float, str]] = None,
        groups: Optional[Sequence[str]] = None,
        labelCol: Optional[str] = None,
        missingGroup: Optional[str] = None,
        predictionCol: Optional[str] = None,
        scoreCol: Optional[str] = None,
        scoreOf: Optional[str] = None,
        sensitiveCols: Optional[Sequence[str]] = None,
        threshold: Optional[float] = None,
        unfavorable: Optional[str] = None,
        weightCol: Optional[str] = None,
    ) -> None:
        super().__init__()
        self._state(
            "set",
            bins=bins,
            controlCols=controlCols,
            favorable=favorable,
            groups=groups,
            labelCol=labelCol,
            missingGroup=missingGroup,
            predictionCol=predictionCol,
            scoreCol=scoreCol,
            scoreOf=scoreOf,
            sensitiveCols=sensitiveCols,
            threshold=threshold,
            unfavorable=unfavorable,
            weightCol=weightCol,
        )

    def count(self, rows: DataFrame) -> GroupCounts:
        """Counts.

        Parameters
        ----------
        rows : DataFrame
        """
        return self._call("count", rows)

    def ranks(self, rows: DataFrame) -> DataFrame:
        """For evaluators of ranks, such as the area under the ROC curve: ``label``, 1 where it is
        favourable and else 0, and ``score``, the higher the more favourable. Lazy; rows of other
        groups than those of ``setGroups`` are left out.

        Parameters
        ----------
        rows : DataFrame
        """
        return self._call("ranks", rows)

    def setBins(self, value: int) -> GroupCounter:
        """Counts scores too, in so many bins of equal width from 0 to 1; default 0, which counts
        none.

        Parameters
        ----------
        value : int
        """
        self._call("setBins", value)
        return self

    def setControlCols(self, values: Sequence[str]) -> GroupCounter:
        """Columns within whose values, or combinations of values, groups are counted as well.

        Parameters
        ----------
        values : Sequence[str]
        """
        self._call("setControlCols", values)
        return self

    def setFavorable(self, value: Union[float, str]) -> GroupCounter:
        """The label that is good for the person; must be set.

        Parameters
        ----------
        value : Union[float, str]
        """
        self._call("setFavorable", value)
        return self

    def setGroups(self, values: Sequence[str]) -> GroupCounter:
        """Counts these groups alone, all of them, and nothing of other rows. Default: the 100
        largest, and the sum of the others. Values of several sensitive columns are joined by ", ".

        Parameters
        ----------
        values : Sequence[str]
        """
        self._call("setGroups", values)
        return self

    def setLabelCol(self, value: str) -> GroupCounter:
        """Column of true labels: two values, as strings, numbers or booleans; default ``label``.

        Parameters
        ----------
        value : str
        """
        self._call("setLabelCol", value)
        return self

    def setMissingGroup(self, value: str) -> GroupCounter:
        """Puts rows without a value in a sensitive or control column into a group of this name;
        default: such rows are an error.

        Parameters
        ----------
        value : str
        """
        self._call("setMissingGroup", value)
        return self

    def setPredictionCol(self, value: str) -> GroupCounter:
        """Column of predicted labels or, with a threshold, of scores; default ``prediction``.

        Parameters
        ----------
        value : str
        """
        self._call("setPredictionCol", value)
        return self

    def setScoreCol(self, value: str) -> GroupCounter:
        """Column of scores from 0 to 1 for the bins, of the label of ``setScoreOf``; default: the
        prediction column, if it has a threshold.

        Parameters
        ----------
        value : str
        """
        self._call("setScoreCol", value)
        return self

    def setScoreOf(self, value: str) -> GroupCounter:
        """The label whose scores the score column holds: the higher, the more likely that label.
        Must be set with a threshold or bins, since it is not guessed: the same scores read as the
        other label's turn every figure round. Where it is not the favourable label, it is the other
        one.

        Parameters
        ----------
        value : str
        """
        self._call("setScoreOf", value)
        return self

    def setSensitiveCols(self, values: Sequence[str]) -> GroupCounter:
        """Columns whose values, or combinations of values, are the groups; one or more must be set.

        Parameters
        ----------
        values : Sequence[str]
        """
        self._call("setSensitiveCols", values)
        return self

    def setThreshold(self, value: float) -> GroupCounter:
        """Makes the predictions scores of the label of ``setScoreOf``: at this and above, that
        label is predicted, else the other. A column of floats is compared with the nearest float.

        Parameters
        ----------
        value : float
        """
        self._call("setThreshold", value)
        return self

    def setUnfavorable(self, value: str) -> GroupCounter:
        """The other label. Where it is not set, it is the one that occurs beside the favourable
        one, and the favourable one must occur; a provider with few rows sets both.

        Parameters
        ----------
        value : str
        """
        self._call("setUnfavorable", value)
        return self

    def setWeightCol(self, value: str) -> GroupCounter:
        """Column of weights of 0 or more, below 10^9, rounded to 18 decimals; default: each row
        counts 1.

        Parameters
        ----------
        value : str
        """
        self._call("setWeightCol", value)
        return self


class GroupCounts(OpenClass):
    """What is counted of each group: all that the metrics are made of. Counts of several data
    providers are added up by ``plus``, or as vectors of whole numbers whose places were agreed on
    beforehand, so that only the sum need be seen. Immutable, so safe for use by several threads.

    Parameters
    ----------
    groups : Mapping[str, Mapping[str, Any]]
        By name, one or more
    """

    def __init__(
        self,
        groups: Mapping[str, Mapping[str, Any]],
    ) -> None:
        super().__init__(groups)

    @property
    def bins(self) -> int:
        """Number of bins of scores; 0 where none were counted."""
        return self._call("bins")

    @property
    def controls(self) -> dict[str, GroupCounts]:
        """Within each value of the control columns; empty without those."""
        return self._call("controls")

    @classmethod
    def fromVector(cls, vector: Sequence[int], agreed: Sequence[str], bins: int) -> GroupCounts:
        """The counts of ``toVector``, or of a sum of such vectors.

        Parameters
        ----------
        vector : Sequence[int]
            As long as ``vectorLength`` says
        agreed : Sequence[str]
            The groups, in the order of the vector
        bins : int
            Number of bins of scores; 0 if none were counted
        """
        return cls._call_class("fromVector", vector, agreed, bins)

    @property
    def groups(self) -> dict[str, dict[str, Any]]:
        """By the groups' names; those of several sensitive columns are joined by ", "."""
        return self._call("groups")

    @property
    def groupsLeftOut(self) -> int:
        """How many groups are not among ``groups``, because they are smaller than 100 others."""
        return self._call("groupsLeftOut")

    def nameOf(self, group: str) -> str:
        """The name of a group that is written as given, letter by letter.

        Parameters
        ----------
        group : str
        """
        return self._call("nameOf", group)

    @classmethod
    def of(cls, groups: Mapping[str, Mapping[str, Any]]) -> GroupCounts:
        """Counts that came by another way than out of a DataFrame.

        Parameters
        ----------
        groups : Mapping[str, Mapping[str, Any]]
            By name, one or more
        """
        return cls._call_class("of", groups)

    @property
    def overall(self) -> dict[str, Any]:
        """All rows, those of groups that were left out included."""
        return self._call("overall")

    def toVector(self, agreed: Sequence[str]) -> numpy.ndarray:
        """The counts as whole numbers, for a sum over data providers: of each group, in the given
        order, true positives, false positives, false negatives, true negatives, and of each bin the
        rows, the favourable labels and the sum of scores in units of 2^-30. Groups that do not
        occur are zeros. Control values have vectors of their own, see ``controls``.

        Parameters
        ----------
        agreed : Sequence[str]
            The groups that everyone counts
        """
        return self._call("toVector", agreed)

    @classmethod
    def vectorLength(cls, groups: int, bins: int) -> int:
        """The places of a vector for so many groups and bins.

        Parameters
        ----------
        groups : int
        bins : int
        """
        return cls._call_class("vectorLength", groups, bins)

    @property
    def warnings(self) -> list[str]:
        """What the reader should know before trusting the figures."""
        return self._call("warnings")


class MetricFrame(OpenClass):
    """Metrics overall and by group, and how far groups are apart: Fairlearn's MetricFrame
    <https://fairlearn.org/main/user_guide/assessment/index.html>. What a group does not have is
    undefined with its reason, and so is what is compared with it; groups are never left out
    silently. Immutable, so safe for use by several threads.

    Parameters
    ----------
    counts : GroupCounts
    confidence : float, optional
        Of the intervals, between 0 and 1
    metrics : Sequence[str], optional
        One or more. One of accuracy, balancedAccuracy, baseRate, count, errorRate, f1,
        falseDiscoveryRate, falseNegativeRate, falseNegativesPerFalsePositive, falseOmissionRate,
        falsePositiveRate, negativePredictiveValue, positivePredictiveValue, selectionRate,
        trueNegativeRate, truePositiveRate
    """

    def __init__(
        self,
        counts: GroupCounts,
        confidence: Optional[float] = None,
        metrics: Optional[Sequence[str]] = None,
    ) -> None:
        super().__init__(counts, confidence, metrics)

    def byGroup(
        self,
        metric: str,
        group: Optional[str] = None,
    ) -> Union[dict[str, dict[str, Any]], dict[str, Any]]:
        """A metric of each group, by the groups' names.

        Parameters
        ----------
        metric : str
        group : str, optional
        """
        return self._call("byGroup", metric, group)

    @property
    def controls(self) -> dict[str, MetricFrame]:
        """The frames within each value of the control columns; empty without those."""
        return self._call("controls")

    def difference(self, metric: str) -> dict[str, Any]:
        """The largest value of the groups less the smallest.

        Parameters
        ----------
        metric : str
        """
        return self._call("difference", metric)

    def differenceToOverall(self, metric: str) -> dict[str, Any]:
        """The largest distance of a group from the value over all rows.

        Parameters
        ----------
        metric : str
        """
        return self._call("differenceToOverall", metric)

    def groupMax(self, metric: str) -> dict[str, Any]:
        """The largest value of the groups.

        Parameters
        ----------
        metric : str
        """
        return self._call("groupMax", metric)

    def groupMin(self, metric: str) -> dict[str, Any]:
        """The smallest value of the groups.

        Parameters
        ----------
        metric : str
        """
        return self._call("groupMin", metric)

    @property
    def metrics(self) -> list[str]:
        """The metrics' names, in the order in which they were asked for."""
        return self._call("metrics")

    @classmethod
    def of(
        cls,
        counts: GroupCounts,
        confidence: Optional[float] = None,
        metrics: Optional[Sequence[str]] = None,
    ) -> MetricFrame:
        """Some metrics.

        Parameters
        ----------
        counts : GroupCounts
        confidence : float, optional
            Of the intervals, between 0 and 1
        metrics : Sequence[str], optional
            One or more. One of accuracy, balancedAccuracy, baseRate, count, errorRate, f1,
            falseDiscoveryRate, falseNegativeRate, falseNegativesPerFalsePositive,
            falseOmissionRate, falsePositiveRate, negativePredictiveValue, positivePredictiveValue,
            selectionRate, trueNegativeRate, truePositiveRate
        """
        return cls._call_class("of", counts, confidence, metrics)

    def overall(self, metric: str) -> dict[str, Any]:
        """A metric over all rows, those of groups that were left out included.

        Parameters
        ----------
        metric : str
        """
        return self._call("overall", metric)

    def ratio(self, metric: str) -> dict[str, Any]:
        """The smallest value of the groups over the largest; undefined where all are 0.

        Parameters
        ----------
        metric : str
        """
        return self._call("ratio", metric)

    def ratioToOverall(self, metric: str) -> dict[str, Any]:
        """Of each group's value and that over all rows the smaller over the larger, and of those
        ratios the smallest.

        Parameters
        ----------
        metric : str
        """
        return self._call("ratioToOverall", metric)

    def toMap(self) -> dict[str, Any]:
        """All of it, for JSON: ``overall``, ``byGroup``, ``difference``, ``differenceToOverall``,
        ``ratio``, ``ratioToOverall``, ``groupMin`` and ``groupMax`` with numbers by the metrics'
        names, null where undefined; ``intervals`` with two numbers each for ``overall`` and
        ``byGroup``; ``undefined`` with a reason for each null, by its path; ``controls`` with a map
        of the same form for each control value; ``warnings``.
        """
        return self._call("toMap")

    @property
    def warnings(self) -> list[str]:
        """What the reader should know before trusting the figures."""
        return self._call("warnings")


class StatisticalBias(OpenClass):
    """The statistical bias of an estimate: the mean of prediction less truth, with Student's t
    interval (Student 1908 <https://doi.org/10.1093/biomet/6.1.1>), overall and by group. Two passes
    over the rows: the first finds the largest error, by which errors are scaled, so that the second
    can add up whole numbers and its sums be equal to the bit whatever the partitions. Not safe for
    use by several threads.

    Parameters
    ----------
    confidence : float, optional
        Of the intervals; default .95.
    labelCol : str, optional
        Column of true numbers; default ``label``.
    predictionCol : str, optional
        Column of predicted numbers; default ``prediction``.
    sensitiveCols : Sequence[str], optional
        Columns whose values, or combinations of values, are the groups; default: no groups.
    """

    def __init__(
        self,
        *,
        confidence: Optional[float] = None,
        labelCol: Optional[str] = None,
        predictionCol: Optional[str] = None,
        sensitiveCols: Optional[Sequence[str]] = None,
    ) -> None:
        super().__init__()
        self._state(
            "set",
            confidence=confidence,
            labelCol=labelCol,
            predictionCol=predictionCol,
            sensitiveCols=sensitiveCols,
        )

    def run(self, rows: DataFrame) -> dict[str, Any]:
        """Measures.

        Parameters
        ----------
        rows : DataFrame
        """
        return self._call("run", rows)

    def setConfidence(self, value: float) -> StatisticalBias:
        """Of the intervals; default .95.

        Parameters
        ----------
        value : float
        """
        self._call("setConfidence", value)
        return self

    def setLabelCol(self, value: str) -> StatisticalBias:
        """Column of true numbers; default ``label``.

        Parameters
        ----------
        value : str
        """
        self._call("setLabelCol", value)
        return self

    def setPredictionCol(self, value: str) -> StatisticalBias:
        """Column of predicted numbers; default ``prediction``.

        Parameters
        ----------
        value : str
        """
        self._call("setPredictionCol", value)
        return self

    def setSensitiveCols(self, values: Sequence[str]) -> StatisticalBias:
        """Columns whose values, or combinations of values, are the groups; default: no groups.

        Parameters
        ----------
        values : Sequence[str]
        """
        self._call("setSensitiveCols", values)
        return self


__all__ = [
    "GroupBands",
    "GroupCounter",
    "GroupCounts",
    "MetricFrame",
    "StatisticalBias",
]

"""Classes of Java's package ``parley.robust.audit.fairness``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional

from parley._open import OpenClass

if TYPE_CHECKING:
    from parley.robust.audit.frame import GroupCounts, MetricFrame


class Calibration(OpenClass):
    """Whether a score means the same in every group. Immutable, so safe for use by several threads.
    """

    @property
    def byGroup(self) -> dict[str, dict[str, Any]]:
        """By the groups' names"""
        return self._call("byGroup")

    @classmethod
    def of(cls, counts: GroupCounts, confidence: float) -> Calibration:
        """The curves of counts with bins of scores.

        Parameters
        ----------
        counts : GroupCounts
        confidence : float
            Of the observed rates' intervals, between 0 and 1
        """
        return cls._call_class("of", counts, confidence)

    @property
    def overall(self) -> dict[str, Any]:
        """Over all rows"""
        return self._call("overall")


class GroupFairness(OpenClass):
    """The measures of group fairness. Two families, which must not be mixed up:

    - Over all groups, the largest value less the smallest, or the smallest over the largest, as in
    Fairlearn <https://fairlearn.org/main/user_guide/fairness_in_machine_learning.html>:
    ``demographicParityDifference`` and ``demographicParityRatio`` (selection rates),
    ``equalizedOddsDifference`` and ``equalizedOddsRatio`` (true and false positive rates, the worse
    of both), ``equalOpportunityDifference`` and ``equalOpportunityRatio`` (true positive rates).

    - The unprivileged less the privileged, with its sign, as in AIF360
    <https://arxiv.org/abs/1810.01943>: ``statisticalParityDifference`` (selection rates;
    ``disparateImpact`` is their ratio), ``truePositiveRateDifference`` (AIF360's
    equal_opportunity_difference), ``falsePositiveRateDifference``, ``falseNegativeRateDifference``,
    ``averageOddsDifference`` (mean of those of true and false positive rates),
    ``averageAbsOddsDifference`` (mean of their sizes), ``predictiveParityDifference`` (positive
    predictive values), ``treatmentEqualityDifference`` (false negatives for each false positive).

    And over rows rather than groups: ``generalizedEntropyIndex`` (alpha 2) and ``theilIndex`` of
    the benefits 1 + prediction - label, favourable being 1, and
    ``betweenGroupGeneralizedEntropyIndex`` and ``betweenGroupTheilIndex``, the part of them that
    lies between the groups' means. Immutable, so safe for use by several threads.

    Parameters
    ----------
    counts : GroupCounts
    privileged : str, optional
        Null if no group is
    confidence : float, optional
        Between 0 and 1
    """

    def __init__(
        self,
        counts: GroupCounts,
        privileged: Optional[str] = None,
        confidence: Optional[float] = None,
    ) -> None:
        super().__init__(counts, privileged, confidence)

    @property
    def frame(self) -> MetricFrame:
        """The metrics that the measures are made of, by group."""
        return self._call("frame")

    def generalizedEntropyIndex(self, alpha: float) -> dict[str, Any]:
        """The entropy of the benefits 1 + prediction - label over all rows: 2 for a falsely
        favourable prediction, 1 for a right one, 0 for a falsely unfavourable one.

        Parameters
        ----------
        alpha : float
            How much large benefits count; 1 is the Theil index
        """
        return self._call("generalizedEntropyIndex", alpha)

    def get(self, name: str) -> dict[str, Any]:
        """A measure.

        Parameters
        ----------
        name : str
        """
        return self._call("get", name)

    @property
    def measures(self) -> dict[str, dict[str, Any]]:
        """All measures by their names."""
        return self._call("measures")

    @classmethod
    def names(cls) -> list[str]:
        """The names of all measures."""
        return cls._call_class("names")

    @classmethod
    def of(
        cls,
        counts: GroupCounts,
        privileged: Optional[str] = None,
        confidence: Optional[float] = None,
    ) -> GroupFairness:
        """The same with intervals of another confidence in ``frame``.

        Parameters
        ----------
        counts : GroupCounts
        privileged : str, optional
            Null if no group is
        confidence : float, optional
            Between 0 and 1
        """
        return cls._call_class("of", counts, privileged, confidence)

    def toMap(self) -> dict[str, Any]:
        """The measures for JSON: numbers by their names, null where undefined, and ``undefined``
        with the reasons by name.
        """
        return self._call("toMap")


class Impossibility(OpenClass):
    """Which kinds of parity exclude each other on this data. In each group with base rate p, FPR =
    p/(1-p) (1-PPV)/PPV (1-FNR) (Chouldechova 2017 <https://arxiv.org/abs/1610.07524>): so where
    base rates differ, predictive values, false positive rates and false negative rates are not all
    equal, unless no prediction is falsely favourable. Immutable, so safe for use by several
    threads.
    """

    @property
    def baseRateDifference(self) -> dict[str, Any]:
        """The largest base rate less the smallest"""
        return self._call("baseRateDifference")

    @property
    def conflicts(self) -> list[dict[str, Any]]:
        """For each of the three what it would have to be if the other two were equal; empty where
        nothing excludes them, or too little is defined
        """
        return self._call("conflicts")

    @property
    def explanation(self) -> str:
        """What follows, in words"""
        return self._call("explanation")

    @property
    def identityErrors(self) -> dict[str, dict[str, Any]]:
        """Of each group, the distance between both sides of the identity, which checks the counts;
        undefined where a side is
        """
        return self._call("identityErrors")

    @classmethod
    def of(cls, counts: GroupCounts) -> Impossibility:
        """Looks at the groups of some counts.

        Parameters
        ----------
        counts : GroupCounts
        """
        return cls._call_class("of", counts)


__all__ = [
    "Calibration",
    "GroupFairness",
    "Impossibility",
]

"""Classes of Java's package ``parley.robust.audit.report``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Mapping, Optional, Sequence

from parley._open import OpenClass

if TYPE_CHECKING:
    from parley.robust.audit.baserate import BaseRateReport
    from parley.robust.audit.frame import GroupCounts


class AuditReport(OpenClass):
    """What an audit found. Immutable, so safe for use by several threads.

    Parameters
    ----------
    title : str
        What was audited
    card : ModelCard, optional
        What the caller says about it; null if nothing
    sections : Sequence[AuditSection]
        In the order of reading
    """

    def __init__(
        self,
        title: str,
        card: Optional[ModelCard] = None,
        *,
        sections: Sequence[AuditSection],
    ) -> None:
        super().__init__(title, card, sections)

    @property
    def card(self) -> ModelCard:
        """What the caller says about it; null if nothing"""
        return self._call("card")

    @property
    def measures(self) -> dict[str, dict[str, Any]]:
        """All findings' figures by their names, in the order of reading."""
        return self._call("measures")

    @classmethod
    def of(
        cls,
        title: str,
        card: Optional[ModelCard] = None,
        sections: Optional[Sequence[AuditSection]] = None,
    ) -> AuditReport:
        """A report of some sections.

        Parameters
        ----------
        title : str
            What was audited
        card : ModelCard, optional
            What the caller says about it; null if nothing
        sections : Sequence[AuditSection], optional
            In the order of reading
        """
        return cls._call_class("of", title, card, sections)

    @property
    def sections(self) -> list[AuditSection]:
        """In the order of reading"""
        return self._call("sections")

    @property
    def title(self) -> str:
        """What was audited"""
        return self._call("title")

    def toHtml(self) -> str:
        """One HTML page that needs nothing else."""
        return self._call("toHtml")

    def toJson(self) -> str:
        """One line of JSON: title, card, warnings, measures by name (null where undefined), reasons
        of those, and the sections with all they hold.
        """
        return self._call("toJson")

    def toText(self) -> str:
        """Several lines for a terminal, the last without a line end."""
        return self._call("toText")

    @property
    def warnings(self) -> list[str]:
        """The warnings of all sections."""
        return self._call("warnings")


class AuditSection(OpenClass):
    """A part of a report. Immutable, so safe for use by several threads."""

    @property
    def findings(self) -> list[dict[str, Any]]:
        """Figures with their words"""
        return self._call("findings")

    @property
    def tables(self) -> list[dict[str, Any]]:
        """Behind the figures"""
        return self._call("tables")

    @property
    def title(self) -> str:
        """What it is about"""
        return self._call("title")

    @property
    def warnings(self) -> list[str]:
        """What the reader should know before trusting the figures"""
        return self._call("warnings")

    @property
    def words(self) -> list[str]:
        """Paragraphs"""
        return self._call("words")


class AuditSections(OpenClass):
    """Sections that audits have in common. Stateless, so safe for use by several threads."""

    @classmethod
    def baseRate(cls, report: BaseRateReport) -> AuditSection:
        """What a test's answers are worth at a prevalence.

        Parameters
        ----------
        report : BaseRateReport
        """
        return cls._call_class("baseRate", report)

    @classmethod
    def calibration(cls, byGroup: Mapping[str, Sequence[Mapping[str, Any]]]) -> AuditSection:
        """Predicted against observed shares, a line a group; groups beyond the fifth are in the
        table alone, since more lines cannot be told apart.

        Parameters
        ----------
        byGroup : Mapping[str, Sequence[Mapping[str, Any]]]
            Bins by increasing prediction; those without rows have no point
        """
        return cls._call_class("calibration", byGroup)

    @classmethod
    def groups(
        cls,
        metric: str,
        meaning: str,
        byGroup: Mapping[str, Mapping[str, Any]],
        overall: Optional[Mapping[str, Any]] = None,
    ) -> AuditSection:
        """One figure by group: bars with whiskers, and a table.

        Parameters
        ----------
        metric : str
            The figure's name in words, such as selection rate
        meaning : str
            What it says
        byGroup : Mapping[str, Mapping[str, Any]]
            In the order of drawing
        overall : Mapping[str, Any], optional
            The figure of all rows together, drawn through the bars; null for none
        """
        return cls._call_class("groups", metric, meaning, byGroup, overall)

    @classmethod
    def individual(
        cls,
        consistency: Optional[Mapping[str, Any]] = None,
        lipschitz: Optional[Mapping[str, Any]] = None,
    ) -> AuditSection:
        """Whether similar rows are treated alike.

        Parameters
        ----------
        consistency : Mapping[str, Any], optional
            Under the name consistency; null if it was not measured
        lipschitz : Mapping[str, Any], optional
            Null if it was not measured
        """
        return cls._call_class("individual", consistency, lipschitz)

    @classmethod
    def shift(cls, tests: Sequence[Mapping[str, Any]], correction: str) -> AuditSection:
        """Tests of a shift between two data sets, the smallest adjusted p first, those without one
        last.

        Parameters
        ----------
        tests : Sequence[Mapping[str, Any]]
        correction : str
            The name of the correction for many tests
        """
        return cls._call_class("shift", tests, correction)


class FairnessSections(OpenClass):
    """What a report says of group fairness. Stateless, so safe for use by several threads."""

    @classmethod
    def of(
        cls,
        counts: GroupCounts,
        privileged: Optional[str] = None,
        *,
        confidence: float,
    ) -> list[AuditSection]:
        """The measures, the metrics by group, which kinds of parity exclude each other, and
        calibration where scores were counted.

        Parameters
        ----------
        counts : GroupCounts
        privileged : str, optional
            Null if no group is
        confidence : float
            Of the intervals, between 0 and 1
        """
        return cls._call_class("of", counts, privileged, confidence)


class ModelCard(OpenClass):
    """What nobody can measure, and a reader needs beside the figures. Whatever is empty is left
    out. Immutable, so safe for use by several threads.

    Parameters
    ----------
    intendedUse : str
        What the model is for, and for whom
    data : str
        What the figures were measured on
    date : str
        Of the audit
    groups : Sequence[str]
        Who was looked at
    limits : Sequence[str]
        What the figures do not say, and where the model should not be used
    """

    def __init__(
        self,
        intendedUse: str,
        data: str,
        date: str,
        groups: Sequence[str],
        limits: Sequence[str],
    ) -> None:
        super().__init__(intendedUse, data, date, groups, limits)

    @property
    def data(self) -> str:
        """What the figures were measured on"""
        return self._call("data")

    @property
    def date(self) -> str:
        """Of the audit"""
        return self._call("date")

    @property
    def groups(self) -> list[str]:
        """Who was looked at"""
        return self._call("groups")

    @property
    def intendedUse(self) -> str:
        """What the model is for, and for whom"""
        return self._call("intendedUse")

    @property
    def limits(self) -> list[str]:
        """What the figures do not say, and where the model should not be used"""
        return self._call("limits")


class ShiftSections(OpenClass):
    """What a report says of shift. Stateless, so safe for use by several threads."""

    @classmethod
    def of(cls, report: Mapping[str, Any]) -> list[AuditSection]:
        """What was found, the tests by column, and the columns by the size of their shift.

        Parameters
        ----------
        report : Mapping[str, Any]
        """
        return cls._call_class("of", report)


__all__ = [
    "AuditReport",
    "AuditSection",
    "AuditSections",
    "FairnessSections",
    "ModelCard",
    "ShiftSections",
]

"""Classes of Java's package ``parley.fl.querier``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Sequence

from parley._open import OpenClass

if TYPE_CHECKING:
    from parley.fl.statistic.glm import GlmModel, GlmStatistic


class HiddenGlm(OpenClass):
    """A generalised linear model whose coefficients no provider sees, and its exact sums: totals of
    the columns, and their Gram. Immutable, thread-safe.

    Parameters
    ----------
    glm : GlmStatistic
        Label, features, family and link; without offset and weights, with a constant term. Its
        ``maxIter`` is how many gradients may be opened
    """

    def __init__(
        self,
        glm: GlmStatistic,
    ) -> None:
        super().__init__(glm)

    @property
    def glm(self) -> GlmStatistic:
        """Label, features, family and link; without offset and weights, with a constant term. Its
        ``maxIter`` is how many gradients may be opened
        """
        return self._call("glm")

    @property
    def hiddenNumbers(self) -> int:
        """Numbers that are opened of the rows at encrypted coefficients, all rounds counted."""
        return self._call("hiddenNumbers")

    @property
    def lastNumbers(self) -> int:
        """Numbers that are opened at the last coefficients."""
        return self._call("lastNumbers")

    @classmethod
    def of(cls, label: str, features: Sequence[str], model: GlmModel) -> HiddenGlm:
        """A model with the usual rounds.

        Parameters
        ----------
        label : str
        features : Sequence[str]
        model : GlmModel
        """
        return cls._call_class("of", label, features, model)

    @property
    def terms(self) -> int:
        """Numbers that a gradient has: one a feature, and that of the constant term."""
        return self._call("terms")


__all__ = [
    "HiddenGlm",
]

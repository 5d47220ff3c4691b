"""Classes of Java's package ``parley.fl.feature``.

Generated from the Java classes by generate.py: change them, not this file.
"""

from __future__ import annotations

from typing import Optional, Sequence

from pyspark import keyword_only
from pyspark.ml.param import Param

from parley._stages import (
    Transformer,
    TypeConverters,
    param,
)


class ImageFeatures(Transformer):
    """Makes fewer numbers of the pixels of an image: what ``InputMap`` says, of each row by itself.
    It learns nothing from the rows, so that a provider may do it by itself. The new column names
    its numbers in its metadata.

    Not safe for use by several threads while Params are being set.

    Parameters
    ----------
    idCol : str, optional
        Column by which errors name a row; none unless set
    imageShape : str, optional
        Rows and columns of an image, such as 28x28
    inputCol : str, optional
        Column of images: vectors of pixels, row by row
    map : str, default "none"
        What is made of an image: none, average:K, cosine:D, gradients or gradients:C
    outputCol : str, optional
        Column that is added: vectors
    pixelRange : Sequence[float], default [0.0, 255.0]
        Least and largest value that a pixel may have
    """

    idCol: Param[str] = param(
        "idCol",
        "column by which errors name a row; none unless set",
        TypeConverters.toString,
    )
    imageShape: Param[str] = param(
        "imageShape",
        "rows and columns of an image, such as 28x28",
        TypeConverters.toString,
    )
    inputCol: Param[str] = param(
        "inputCol",
        "column of images: vectors of pixels, row by row",
        TypeConverters.toString,
    )
    map: Param[str] = param(
        "map",
        "what is made of an image: none, average:K, cosine:D, gradients or gradients:C",
        TypeConverters.toString,
    )
    outputCol: Param[str] = param(
        "outputCol",
        "column that is added: vectors",
        TypeConverters.toString,
    )
    pixelRange: Param[list[float]] = param(
        "pixelRange",
        "least and largest value that a pixel may have",
        TypeConverters.toListFloat,
    )

    @keyword_only
    def __init__(
        self,
        *,
        idCol: Optional[str] = None,
        imageShape: Optional[str] = None,
        inputCol: Optional[str] = None,
        map: str = "none",
        outputCol: Optional[str] = None,
        pixelRange: Sequence[float] = (0.0, 255.0),
    ) -> None:
        super().__init__()
        self._setDefault(
            map="none",
            pixelRange=[0.0, 255.0],
        )
        self._set(**self._input_kwargs)  # type: ignore[attr-defined]

    def setIdCol(self, value: str) -> ImageFeatures:
        """Sets the value of ``idCol``."""
        return self._set(idCol=value)

    def getIdCol(self) -> str:
        """Gets the value of ``idCol`` or its default value."""
        return self.getOrDefault(self.idCol)

    def setImageShape(self, value: str) -> ImageFeatures:
        """Sets the value of ``imageShape``."""
        return self._set(imageShape=value)

    def getImageShape(self) -> str:
        """Gets the value of ``imageShape`` or its default value."""
        return self.getOrDefault(self.imageShape)

    def setInputCol(self, value: str) -> ImageFeatures:
        """Sets the value of ``inputCol``."""
        return self._set(inputCol=value)

    def getInputCol(self) -> str:
        """Gets the value of ``inputCol`` or its default value."""
        return self.getOrDefault(self.inputCol)

    def setMap(self, value: str) -> ImageFeatures:
        """Sets the value of ``map``."""
        return self._set(map=value)

    def getMap(self) -> str:
        """Gets the value of ``map`` or its default value."""
        return self.getOrDefault(self.map)

    def setOutputCol(self, value: str) -> ImageFeatures:
        """Sets the value of ``outputCol``."""
        return self._set(outputCol=value)

    def getOutputCol(self) -> str:
        """Gets the value of ``outputCol`` or its default value."""
        return self.getOrDefault(self.outputCol)

    def setPixelRange(self, value: Sequence[float]) -> ImageFeatures:
        """Sets the value of ``pixelRange``."""
        return self._set(pixelRange=value)

    def getPixelRange(self) -> list[float]:
        """Gets the value of ``pixelRange`` or its default value."""
        return self.getOrDefault(self.pixelRange)


__all__ = [
    "ImageFeatures",
]

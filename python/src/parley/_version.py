"""Which Parley this is, and which PySpark it needs."""

from __future__ import annotations

import re
from pathlib import Path

SPARK_LINE = "4.1"


def java_version() -> str:
    """The version as the build has it, such as ``0.2.0``: from the wheel, or the build's own file."""
    own = str(Path(__file__).with_name("VERSION"))
    try:  # by what loaded this, which may be a wheel that is not unpacked
        return __loader__.get_data(own).decode().strip()  # type: ignore[name-defined]
    except OSError:
        pass
    pom = Path(__file__).resolve().parents[3] / "pom.xml"
    stated = re.findall(
        r"^ {2,4}<(?:version|revision)>([^$]*?)</", pom.read_text(encoding="utf-8"), re.M
    )
    return stated[0]


def python_version(version: str) -> str:
    """The same as Python writes it (PEP 440): a snapshot comes before its release."""
    return version.replace("-SNAPSHOT", ".dev0")


def check_pyspark() -> None:
    """That PySpark is there, of the line that the jar is made for, with what its ML needs."""
    wanted = f'expected {SPARK_LINE}.x with NumPy: pip install "pyspark[ml]=={SPARK_LINE}.*"'
    try:
        import numpy  # noqa: F401
        import pyspark
    except ImportError as missing:
        raise ImportError(f"cannot load parley: {missing.name} is missing, {wanted}") from None
    if not pyspark.__version__.startswith(SPARK_LINE + "."):
        raise ImportError(f"cannot load parley: this is PySpark {pyspark.__version__}, {wanted}")

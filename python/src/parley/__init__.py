"""Learn from the data of organisations that may not share them, on Apache Spark.

Modules are named as Java's packages: ``parley.fl.classification``, ``parley.robust.attack``.
"""

from parley._errors import ParleyError, ParleyTypeError
from parley._version import check_pyspark, java_version, python_version

check_pyspark()

from parley import fl, robust  # noqa: E402
from parley._report import Report  # noqa: E402
from parley._session import spark  # noqa: E402

__version__ = python_version(java_version())
__all__ = ["ParleyError", "ParleyTypeError", "Report", "fl", "robust", "spark"]

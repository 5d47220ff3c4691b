"""One session for all tests, and made-up rows of three hospitals."""

from __future__ import annotations

import json
from pathlib import Path

import numpy
import pandas
import pytest

import parley

ROOT = Path(__file__).resolve().parents[2]


def pytest_addoption(parser):
    parser.addoption("--full", action="store_true", help="what is marked full, too")


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--full"):
        left_out = [item for item in items if "full" in item.keywords]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def catalog(spark):
    """The stages and classes that the jar offers."""
    return json.loads(spark._jvm.parley.python.Catalog.json())


@pytest.fixture(scope="session")
def spark():
    session = parley.spark(
        "local[2]",
        conf={
            "spark.ui.enabled": "false",
            "spark.driver.memory": "1500m",
            "spark.sql.shuffle.partitions": "2",
        },
    )
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.fixture(scope="session")
def table():
    """Two features, a yes or no that follows from them, and a number that does too."""
    random = numpy.random.default_rng(7)
    x = random.normal(size=(60, 2)).round(4)
    noise = random.normal(scale=0.1, size=60).round(4)
    return pandas.DataFrame(
        {
            "age": x[:, 0],
            "dose": x[:, 1],
            "label": (x @ [1.0, -2.0] + random.normal(size=60) > 0).astype(float),
            "length": 0.5 + x @ [1.5, -0.25] + noise,
            "hospital": [f"h{i % 3}" for i in range(60)],
            "id": range(60),
        }
    )


@pytest.fixture(scope="session")
def rows(spark, table):
    from pyspark.ml.feature import VectorAssembler

    assembler = VectorAssembler(inputCols=["age", "dose"], outputCol="features")
    return assembler.transform(spark.createDataFrame(table)).cache()


@pytest.fixture(scope="session")
def sealed(rows):
    from parley.fl.classification import FederatedLogisticRegression

    with FederatedLogisticRegression(providerCol="hospital", maxIter=2).fit(rows) as model:
        yield model

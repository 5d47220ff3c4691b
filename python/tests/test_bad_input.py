"""What is refused, and in which words."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pyspark.ml.functions import array_to_vector
from pyspark.sql import functions as F

import parley
from parley import _session
from parley.fl.classification import FederatedLogisticRegression
from parley.robust.attack import FastGradientSign

PACKAGE = Path(parley.__file__).resolve().parent.parent


def stream_to(model, spark):
    stream = spark.readStream.format("rate").load()
    features = array_to_vector(F.array(F.col("value") * 1.0, F.col("value") * 2.0))
    return model.transform(stream.withColumn("features", features))


BAD = {
    "text for a number": (
        lambda **_: FederatedLogisticRegression(maxIter="ten"),
        "cannot set maxIter: it is str 'ten', expected an int",
    ),
    "a fraction for a count": (
        lambda **_: FederatedLogisticRegression().setMaxIter(2.5),
        "cannot set maxIter: it is float 2.5, expected an int",
    ),
    "a number for a flag": (
        lambda **_: FederatedLogisticRegression(revealWeights=1),
        "cannot set revealWeights: it is int 1, expected a bool",
    ),
    "nothing": (
        lambda **_: FederatedLogisticRegression().setLabelCol(None),
        "cannot set labelCol: it is NoneType None, expected a str",
    ),
    "a list of words for numbers": (
        lambda **_: FederatedLogisticRegression(interval=["a"]),
        "cannot set interval: it is list ['a'], expected a list of float",
    ),
    "a word for a model": (
        lambda **_: FastGradientSign().setModel("logistic"),
        "cannot set the model: it is str, expected a fitted model",
    ),
    "a column that is missing": (
        lambda rows, **_: FederatedLogisticRegression(providerCol="site").fit(rows),
        "cannot find column site: expected one of age, dose,",
    ),
    "a label that is none": (
        lambda rows, **_: FederatedLogisticRegression(
            providerCol="hospital", labelCol="length"
        ).fit(rows),
        "the label is another value, expected 0 or 1",
    ),
    "a value out of range": (
        lambda rows, **_: FederatedLogisticRegression(maxIter=-1).fit(rows),
        "maxIter is out of range, expected what its doc says, got -1",
    ),
    "a stream for a sealed model": (
        lambda sealed, spark, **_: stream_to(sealed, spark),
        "cannot predict: a sealed model is asked with all rows at once, and these are a stream",
    ),
    "a jar that is not there": (
        lambda **_: _session.jar_path("no/such.jar"),
        "cannot start: Parley's jar is missing, expected a file at no/such.jar",
    ),
    "a server and a master": (
        lambda **_: parley.spark("local[2]", remote="sc://localhost"),
        "cannot start: a Spark Connect server has a master",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_refused_in_one_sentence(name, spark, rows, sealed):
    act, message = BAD[name]
    with pytest.raises(parley.ParleyError) as refused:
        act(rows=rows, sealed=sealed, spark=spark)
    assert message in str(refused.value)
    assert "\tat " not in str(refused.value) and refused.value.__cause__ is None
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


def test_frames_of_java_are_told_to_who_asks(rows):
    with pytest.raises(parley.ParleyError) as refused:
        FederatedLogisticRegression(providerCol="site").fit(rows)
    assert "\tat parley.fl" in refused.value.java_trace()


def test_jar_of_another_version_is_named(spark, monkeypatch):
    monkeypatch.setattr(_session, "java_version", lambda: "0.0.9")
    monkeypatch.setattr(_session, "_checked", {})
    with pytest.raises(parley.ParleyError) as refused:
        FederatedLogisticRegression()
    jar = spark._jvm.parley.mhe.Release.version()
    assert str(refused.value) == (
        "cannot use Parley: the Python package is of version 0.0.9 and the session's jar of"
        f" {jar}, expected the same"
    )


def test_session_without_the_jar_is_refused(spark, monkeypatch):
    monkeypatch.setattr(_session, "_checked", {})
    monkeypatch.setattr(_session, "_has_jar", lambda context: False)
    with pytest.raises(parley.ParleyError, match="its jar is missing from this Spark session"):
        FederatedLogisticRegression()
    with pytest.raises(parley.ParleyError, match="a Spark session without Parley's jar is running"):
        parley.spark()


def in_process(code, path):
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(path)},
        timeout=60,
    )


def test_stage_without_a_session_says_what_starts_one():
    done = in_process(
        "import parley; parley.fl.feature.ImageFeatures()", PACKAGE
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "parley.ParleyError: cannot use Parley: no Spark session is running, expected"
        ' spark = parley.spark("local[*]")'
    )


@pytest.mark.parametrize(
    "content, message",
    [
        ("__version__ = '4.0.1'", "this is PySpark 4.0.1"),
        ("raise ImportError('No module named pyspark', name='pyspark')", "pyspark is missing"),
    ],
)
def test_other_pyspark_is_named_with_the_one_that_is_needed(tmp_path, content, message):
    (tmp_path / "pyspark").mkdir()
    (tmp_path / "pyspark" / "__init__.py").write_text(content)
    done = in_process("import parley", f"{tmp_path}{os.pathsep}{PACKAGE}")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        f"ImportError: cannot load parley: {message}, expected 4.1.x with NumPy:"
        ' pip install "pyspark[ml]==4.1.*"'
    )

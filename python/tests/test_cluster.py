"""The commands of docs/python.md on a cluster of three executors that have Spark alone."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import numpy
import pyspark
import pytest
from conftest import ROOT
from pyspark.ml.feature import VectorAssembler

from parley._session import jar_path
from parley.fl.classification import FederatedLogisticRegression


def of_the_document():
    text = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    section = text.split("## A cluster\n")[1].split("\n## ")[0]
    (block,) = re.findall(r"^```shell\n(.*?)^```", section, re.M | re.S)
    return block.splitlines()


@pytest.fixture
def run(tmp_path):
    """Runs a line where the document's files are; ends what it started."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "parley-spark4-1.jar").symlink_to(jar_path())
    for wheel in (ROOT / "target" / "wheel").glob("parley-*.whl"):
        (tmp_path / "dist" / wheel.name).symlink_to(wheel)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {
        **{k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PARLEY_JAR")},
        "SPARK_HOME": str(Path(pyspark.__file__).parent),
        "PYSPARK_PYTHON": sys.executable,
        "PARLEY_CLUSTER_PORT": str(port),
        "TMPDIR": str(tmp_path),
    }

    def line(command):
        done = subprocess.run(
            ["bash", "-c", command], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=400
        )
        assert done.returncode == 0, done.stderr[-4000:]
        return done.stdout

    yield line
    if (tmp_path / "cluster" / "pids").exists():
        line("examples/cluster/stop")


@pytest.mark.full
def test_script_submitted_to_a_cluster_fits_what_a_simulation_fits(run, spark):
    start, submit, stop = of_the_document()
    assert run(start).startswith("ready: spark://127.0.0.1:")
    found = json.loads(run(submit).splitlines()[-1])
    assert run(stop).startswith("stopped")

    assert found["simulated"] is False and found["protection"] == "encrypted"
    table = spark.read.csv(
        str(ROOT / "examples/data/breast-cancer.csv"), header=True, inferSchema=True
    ).selectExpr("*", "double(diagnosis = 'malignant') as label")
    inputs = ["mean_radius", "mean_texture", "worst_concavity"]
    rows = VectorAssembler(inputCols=inputs, outputCol="features").transform(table)
    rows = rows.selectExpr(
        "features", "label", "concat('provider-', monotonically_increasing_id() % 3) as hospital"
    )
    plain = FederatedLogisticRegression(
        providerCol="hospital", maxIter=5, revealWeights=True, protection="plain"
    ).fit(rows)
    numpy.testing.assert_allclose(found["coefficients"], plain.coefficients, atol=1e-3)
    answers = plain.transform(rows)
    right = answers.where("prediction = label").count() / answers.count()
    assert found["accuracy"] == pytest.approx(right, abs=0.005)

"""A client without a JVM against a Spark Connect server of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from pathlib import Path

import pyspark
import pytest
from conftest import ROOT

from parley._session import jar_path
from parley.robust.attack import UniversalPerturbation
from parley.robust.defence import AdversarialTrainer

CLIENT = ROOT / "target" / "python-connect" / "bin" / "python"


def listens(port):
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("server")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        str(Path(pyspark.__file__).parent / "bin" / "spark-submit"),
        "--class=org.apache.spark.sql.connect.service.SparkConnectServer",
        "--master=local[2]",
        "--driver-memory=1500m",
        f"--driver-java-options=-Djava.io.tmpdir={folder}",
        f"--jars={jar_path()}",
        "--conf=spark.ui.enabled=false",
        "--conf=spark.sql.shuffle.partitions=2",
        "--conf=spark.connect.grpc.binding.address=127.0.0.1",
        f"--conf=spark.connect.grpc.binding.port={port}",
        "spark-internal",
    ]
    env = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "OMP_NUM_THREADS": "1"}
    log = folder / "server.log"
    with log.open("w") as out:
        process = subprocess.Popen(command, cwd=folder, env=env, stdout=out, stderr=out)
    try:
        deadline = time.monotonic() + 120
        while not listens(port):
            assert process.poll() is None and time.monotonic() < deadline, log.read_text()[-3000:]
            time.sleep(0.2)
        yield f"sc://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()


def client(part, server, folder):
    """Runs a part of the client's, which ends with an error that it does not catch."""
    assert CLIENT.is_file(), f"{CLIENT} is missing: ./parley test makes it"
    script = Path(__file__).with_name("connect_client.py")
    page = ROOT / "docs" / "python.md"
    done = subprocess.run(
        [str(CLIENT), str(script), part, server, str(folder), str(page)],
        capture_output=True,
        text=True,
        timeout=400,
    )
    assert done.stdout.splitlines()[-1:] == ["done"], done.stderr[-3000:]
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(
        "parley.ParleyError: cannot read coefficients of FederatedLinearRegressionModel: a Spark"
        " Connect server answers for fit, transform, evaluate, save and load alone"
    )


def test_client_without_a_jvm_fits_predicts_saves_loads_and_ends(server, tmp_path):
    client("usual", server, tmp_path)


@pytest.mark.full
def test_every_stage_is_fitted_saved_and_loaded_without_a_jvm(server, rows, tmp_path):
    trained = AdversarialTrainer(perturbationEpsilon=0.1).fit(rows)
    shift = UniversalPerturbation(perturbationEpsilon=0.25, attackIterations=2).setModel(trained)
    shift.fit(rows).save(f"{tmp_path}/universal")
    client("full", server, tmp_path)

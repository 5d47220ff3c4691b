"""Times a fit from Python beside Java's own; see fit-overhead."""

from __future__ import annotations

import statistics
import sys
import time

import parley
from parley.fl.classification import FederatedLogisticRegression
from pyspark.ml.feature import VectorAssembler

PROVIDERS = 10


def seconds(act) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def main() -> None:
    data = sys.argv[1]
    iterations = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    spark = parley.spark("local[*]", conf={"spark.ui.enabled": "false"})
    spark.sparkContext.setLogLevel("OFF")
    table = spark.read.csv(data, header=True, inferSchema=True)
    inputs = [name for name in table.columns if name != "diagnosis"]
    table = table.selectExpr(
        "*",
        "double(diagnosis = 'malignant') as label",
        f"concat('h', monotonically_increasing_id() % {PROVIDERS}) as hospital",
    )
    rows = VectorAssembler(inputCols=inputs, outputCol="features").transform(table).cache()
    rows.count()
    learner = FederatedLogisticRegression(
        providerCol="hospital", maxIter=iterations, revealWeights=True
    )
    learner._transfer_params_to_java()
    ways = {
        "Java": lambda: learner._java_obj.fit(rows._jdf),
        "Python": lambda: learner.fit(rows),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for way in ways.values():
        way()  # once each to warm up
    for run in range(runs):
        order = list(ways) if run % 2 == 0 else list(ways)[::-1]
        for name in order:
            taken[name].append(seconds(ways[name]))
    medians = {name: statistics.median(all_of) for name, all_of in taken.items()}
    for name, all_of in taken.items():
        listed = " ".join(f"{one:.2f}" for one in all_of)
        print(f"{name:8} median {medians[name]:7.3f} s   ({listed})")
    print(f"Python / Java {medians['Python'] / medians['Java']:.4f}")


if __name__ == "__main__":
    main()

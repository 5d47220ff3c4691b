"""Fairlearn's MetricFrame on rows from a Parquet file: the job of metric-frame.

Four metrics by group, overall, and their differences. Prints one line of JSON; seconds leave out imports.
"""

import json
import sys
import time

import pandas as pd
from fairlearn.metrics import MetricFrame, false_positive_rate, selection_rate, true_positive_rate
from sklearn.metrics import accuracy_score


def peak_gb():
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) * 1024 / 1e9


start = time.perf_counter()
rows = pd.read_parquet(sys.argv[1])
read = time.perf_counter() - start
frame = MetricFrame(
    metrics={
        "selectionRate": selection_rate,
        "accuracy": accuracy_score,
        "truePositiveRate": true_positive_rate,
        "falsePositiveRate": false_positive_rate,
    },
    y_true=rows["label"],
    y_pred=rows["prediction"],
    sensitive_features=rows["group"],
)
figures = {"overall": frame.overall.to_dict(), "difference": frame.difference().to_dict()}
figures["byGroup"] = frame.by_group.to_dict("index")
seconds = time.perf_counter() - start
print(json.dumps({"seconds": seconds, "readSeconds": read, "peakGb": peak_gb(), "figures": figures}))

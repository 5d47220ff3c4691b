#!/usr/bin/env python3
"""Draws docs/growth.svg and prints the table of docs/growth.md from measured.jsonl.

Needs matplotlib: python3 -m venv v && v/bin/pip install matplotlib && v/bin/python benchmarks/growth/plot.py
"""

import json
from pathlib import Path

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt  # noqa: E402

HERE = Path(__file__).resolve().parent
DOCS = HERE.parent.parent / "docs"
SWEEPS = ["rows", "features", "providers", "iterations", "degree"]


def jobs():
    lines = (HERE / "measured.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def draw(all_jobs):
    plt.rcParams.update({"svg.hashsalt": "parley", "font.size": 8})
    figure, axes = plt.subplots(2, len(SWEEPS), figsize=(13, 5))
    for column, sweep in enumerate(SWEEPS):
        points = sorted((j for j in all_jobs if j["sweep"] == sweep), key=lambda j: j[sweep])
        x = [j[sweep] for j in points]
        top, bottom = axes[0][column], axes[1][column]
        top.plot(x, [j["prepareSeconds"] for j in points], "o-", label="prepare (keys, statistics)")
        top.plot(x, [j["trainSeconds"] for j in points], "s-", label="train")
        bottom.plot(x, [j["residentPeakGb"] for j in points], "^-", color="tab:green")
        bottom.set_xlabel(sweep)
        for axis in (top, bottom):
            axis.set_xlim(left=0)
            axis.set_ylim(bottom=0)
            axis.grid(alpha=0.3)
    axes[0][0].set_ylabel("seconds")
    axes[1][0].set_ylabel("peak resident memory, GB")
    axes[0][0].legend()
    figure.tight_layout()
    figure.savefig(DOCS / "growth.svg", metadata={"Date": None})


def table(all_jobs):
    print("| rows | features | providers | iterations | degree | packing, n | prepare, s | train, s | a later iteration, s | peak, GB | MB a provider |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for job in all_jobs:
        cells = [str(job[name]) for name in SWEEPS]
        cells[SWEEPS.index(job["sweep"])] = f"**{job[job['sweep']]}**"
        packing = next(line.split()[0] for line in job["layout"] if "packing" in line)
        ring = job["encryption"]["ringDimension"].bit_length() - 1
        later = job["iterationSeconds"][1:]
        cells += [
            f"{packing}, 2^{ring}",
            f"{job['prepareSeconds']:.1f}",
            f"{job['trainSeconds']:.1f}",
            f"{sum(later) / len(later):.1f}" if later else "",
            f"{job['residentPeakGb']:.1f}",
            f"{job['megabytesPerProvider']:.0f}",
        ]
        print("| " + " | ".join(cells) + " |")


if __name__ == "__main__":
    measured = jobs()
    draw(measured)
    table(measured)

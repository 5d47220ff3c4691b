#!/usr/bin/env python3
"""Draws docs/growth.svg and prints the table of docs/growth.md from measured.jsonl; with the argument networks, the same of
networks.jsonl: docs/growth-networks.svg.

Needs matplotlib: python3 -m venv v && v/bin/pip install matplotlib && v/bin/python benchmarks/growth/plot.py
"""

import json
import sys
from pathlib import Path

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt  # noqa: E402

HERE = Path(__file__).resolve().parent
DOCS = HERE.parent.parent / "docs"
SWEEPS = ["rows", "features", "providers", "iterations", "degree"]


def jobs(name):
    lines = (HERE / name).read_text().splitlines()
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


def later(job):
    """Seconds of an iteration, the first left out."""
    seconds = job["iterationSeconds"]
    return sum(seconds[1:]) / max(1, len(seconds) - 1)


def draw_networks(all_jobs):
    plt.rcParams.update({"svg.hashsalt": "parley", "font.size": 8})
    sweeps = list(dict.fromkeys(job["sweep"] for job in all_jobs))
    stages = list(dict.fromkeys(stage for job in all_jobs for stage in job["stageSeconds"]))
    figure, axes = plt.subplots(3, len(sweeps), figsize=(13, 7.5), squeeze=False)
    for column, sweep in enumerate(sweeps):
        points = sorted((j for j in all_jobs if j["sweep"] == sweep), key=lambda j: j["value"])
        x = [j["value"] for j in points]
        top, middle, bottom = (axes[row][column] for row in range(3))
        top.plot(x, [later(j) for j in points], "o-")
        middle.plot(x, [j["iterationMegabytes"] for j in points], "^-", color="tab:green")
        shares = [
            [100 * j["stageSeconds"].get(stage, 0) / sum(j["stageSeconds"].values()) for j in points]
            for stage in stages
        ]
        # Values far apart stand side by side.
        places = range(len(x))
        base = [0.0] * len(x)
        for stage, share in zip(stages, shares):
            bottom.bar(places, share, bottom=base, label=stage)
            base = [b + s for b, s in zip(base, share)]
        bottom.set_xticks(list(places), [str(v) for v in x])
        bottom.set_ylim(0, 100)
        bottom.set_xlabel(sweep)
        for axis in (top, middle):
            axis.set_xlim(left=0)
            axis.set_ylim(bottom=0)
            axis.grid(alpha=0.3)
    axes[0][0].set_ylabel("seconds an iteration")
    axes[1][0].set_ylabel("MB a provider sends an iteration")
    axes[2][0].set_ylabel("per cent of the time, by stage")
    handles, names = axes[2][0].get_legend_handles_labels()
    figure.legend(handles, names, loc="lower center", ncols=len(names), frameon=False)
    figure.tight_layout(rect=(0, 0.04, 1, 1))
    figure.savefig(DOCS / "growth-networks.svg", metadata={"Date": None})


def table_networks(all_jobs):
    print("| features | providers | rows | prepare, s | an iteration, s | processor, s | MB an iteration | largest stage |")
    print("|---|---|---|---|---|---|---|---|")
    for job in all_jobs:
        stages = job["stageSeconds"]
        largest = max(stages, key=stages.get)
        part = 100 * stages[largest] / sum(stages.values())
        print(
            f"| {job['features']} | {job['providers']} | {job['rows']} | {job['prepareSeconds']:.1f} | {later(job):.1f}"
            f" | {job['cpuSeconds']:.0f} | {job['iterationMegabytes']:.0f} | {largest}, {part:.0f} % |"
        )


if __name__ == "__main__":
    if sys.argv[1:] == ["networks"]:
        measured = jobs("networks.jsonl")
        draw_networks(measured)
        table_networks(measured)
    else:
        measured = jobs("measured.jsonl")
        draw(measured)
        table(measured)

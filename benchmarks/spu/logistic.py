"""SPU's part of logistic: writes the rows for Parley to the given file, then prints one line of JSON.

Nesterov's gradient on all training rows, each step four over the largest eigenvalue; a polynomial stands for the sigmoid, as in
Parley, which takes degree 9. Sharing the rows out counts, compiling does not; the best of three runs is told.
"""

import json
import sys
import time

import jax.numpy as jnp
import numpy as np
import spu.libspu as libspu
import spu.utils.simulation as simulation

ROWS, FEATURES, ITERATIONS, HALF_WIDTH, RUNS = 2500, 32, 20, 8.0, 3

random = np.random.default_rng(20211001)
x = 0.3 * random.normal(size=(ROWS, 1)) + random.normal(size=(ROWS, FEATURES))
truth = random.uniform(-1, 1, FEATURES)
truth *= 2.5 / np.linalg.norm(truth)
y = (random.uniform(size=ROWS) < 1 / (1 + np.exp(-x @ truth))).astype(float)
names = [f"x{j}" for j in range(FEATURES)] + ["y"]
np.savetxt(sys.argv[1], np.column_stack([x, y]), delimiter=",", fmt="%.9g", header=",".join(names), comments="")

# As Parley's --test-every 5 takes them.
test = np.arange(ROWS) % 5 == 0
rows = (x - x[~test].mean(axis=0)) / x[~test].std(axis=0)
rows = np.column_stack([rows, np.ones(ROWS)])
train, labels = rows[~test], y[~test]
step = 4 / np.linalg.eigvalsh(train.T @ train / len(train)).max()


def polynomial(degree):
    """Odd coefficients of the sigmoid less 1/2 on the interval, of a number over its half-width."""
    u = np.linspace(-1, 1, 4001)
    powers = np.column_stack([u**k for k in range(1, degree + 1, 2)])
    return np.linalg.lstsq(powers, 1 / (1 + np.exp(-HALF_WIDTH * u)) - 0.5, rcond=None)[0]


def fit(coefficients):
    def run(train, labels):
        w = v = jnp.zeros(FEATURES + 1)
        for t in range(ITERATIONS):
            u = jnp.matmul(train, v / HALF_WIDTH)
            square = u * u
            value = coefficients[-1]
            for c in coefficients[-2::-1]:
                value = value * square + c
            error = value * u + 0.5 - labels
            after = v - step / len(y[~test]) * jnp.matmul(jnp.transpose(train), error)
            v = after + t / (t + 3) * (after - w)
            w = after
        return w

    return run


class Clock(simulation.Simulator):
    """Three servers as threads of this process, and the seconds that their last run took."""

    seconds = 0.0

    def __call__(self, executable, *inputs):
        start = time.perf_counter()
        result = super().__call__(executable, *inputs)
        self.seconds = time.perf_counter() - start
        return result


out = {}
for degree in (3, 9):
    coefficients = [float(c) for c in polynomial(degree)]
    clock = Clock.simple(3, libspu.ProtocolKind.ABY3, libspu.FieldType.FM64)
    secret = simulation.sim_jax(clock, fit(coefficients))
    seconds = []
    for _ in range(RUNS):
        weights = np.asarray(secret(train, labels))
        seconds.append(clock.seconds)
    in_clear = np.asarray(fit(coefficients)(train, labels))
    out[f"degree {degree}"] = {
        "seconds": min(seconds),
        "accuracy": float(np.mean((rows[test] @ weights > 0) == (y[test] > 0))),
        "largestError": float(np.abs(weights - in_clear).max()),
    }
print(json.dumps(out))

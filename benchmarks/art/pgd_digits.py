"""ART's projected gradient descent on scikit-learn's digits: the job of pgd-digits.

Writes the rows for Parley (features divided by 16, label last, no header) to the given file, then prints one line of JSON.
The data set is that of https://archive.ics.uci.edu/dataset/80 (CC BY 4.0), as scikit-learn ships it.
"""

import json
import sys
import time

import numpy as np
from art.attacks.evasion import ProjectedGradientDescentNumpy
from art.estimators.classification import SklearnClassifier
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression

x, y = load_digits(return_X_y=True)
x = x / 16
np.savetxt(sys.argv[1], np.column_stack([x, y]), delimiter=",", fmt="%.17g")

model = LogisticRegression(C=1.0, max_iter=10000, tol=1e-10).fit(x, y)
classifier = SklearnClassifier(model=model, clip_values=(0.0, 1.0))
attack = ProjectedGradientDescentNumpy(
    classifier, norm=np.inf, eps=0.1, eps_step=0.01, max_iter=100, num_random_init=20, batch_size=2048, verbose=False
)
start = time.perf_counter()
adversarial = attack.generate(x, y)
seconds = time.perf_counter() - start
print(json.dumps({"seconds": seconds, "robustAccuracy": float(np.mean(model.predict(adversarial) == y))}))

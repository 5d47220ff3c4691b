"""One model of three hospitals' rows, encrypted, on the cluster that start started.

    examples/cluster/submit examples/cluster/first_fit.py examples/data/breast-cancer.csv
"""

import json
import sys

from parley.fl.classification import FederatedLogisticRegression
from pyspark.ml.feature import VectorAssembler
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()  # submit says which master, jar and plugin
table = spark.read.csv(sys.argv[1], header=True, inferSchema=True).selectExpr(
    "*",
    "double(diagnosis = 'malignant') as label",
    "concat('provider-', monotonically_increasing_id() % 3) as hospital",  # as workers claim them
)
inputs = ["mean_radius", "mean_texture", "worst_concavity"]
rows = VectorAssembler(inputCols=inputs, outputCol="features").transform(table)
learner = FederatedLogisticRegression(providerCol="hospital", maxIter=5, revealWeights=True)
model = learner.fit(rows)
answers = model.transform(rows)
right = answers.where("prediction = label").count() / answers.count()
report = model.report()
print(
    json.dumps(
        {
            "accuracy": right,
            "coefficients": model.coefficients.tolist(),
            "protection": report["protection"],
            "simulated": report["simulated"],
        }
    )
)

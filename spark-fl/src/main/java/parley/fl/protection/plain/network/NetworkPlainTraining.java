package parley.fl.protection.plain.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import parley.fl.activation.Activation;
import parley.fl.activation.DivergenceException;
import parley.fl.data.ProviderDataset;
import parley.fl.family.network.NetworkFamily;
import parley.fl.network.BatchShares;
import parley.fl.network.BatchSums;
import parley.fl.network.Network;
import parley.fl.network.NetworkRows;
import parley.fl.network.NetworkTerms;
import parley.fl.network.NetworkTraining;
import parley.fl.network.NetworkWeights;
import parley.fl.network.QuadraticActivation;
import parley.fl.network.TrainedNetwork;
import parley.fl.optim.ProviderRows;
import parley.fl.protection.TrainingResult;
import parley.fl.protection.network.NetworkChecks;
import parley.fl.protection.network.NetworkStatistics;
import parley.fl.protection.network.NetworkWords;
import parley.fl.protection.plain.kind.PlainRounds;
import parley.fl.report.FitReport.Audience;
import parley.fl.report.NetworkFigures;
import parley.fl.settings.TrainingSettings;

/** One training in clear of a network. Not safe for use by several threads. */
final class NetworkPlainTraining {
  private final ProviderDataset data;
  private final TrainingSettings settings;
  private final NetworkFamily family;
  private final PlainRounds rounds;

  NetworkPlainTraining(
      SparkSession spark, ProviderDataset data, TrainingSettings settings, NetworkFamily family) {
    this.data = data;
    this.settings = settings;
    this.family = family;
    rounds = new PlainRounds(spark, data, settings, family.terms().iterations());
  }

  TrainingResult train() {
    long start = System.nanoTime();
    int classes = NetworkChecks.check(data, family, settings.standardization());
    NetworkFamily told = family;
    JavaRDD<ProviderRows> prepared =
        data.rows()
            .map(r -> NetworkStatistics.prepared(told, r, told.terms().seed()))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      List<String> names = NetworkChecks.names(data, family);
      NetworkStatistics statistics =
          NetworkStatistics.agree(
              (spec, args) -> rounds.open(prepared, true, family.labelScaling(), spec, args),
              data.providers(),
              names,
              family,
              settings.standardization());
      BatchShares shares = statistics.shares(family);
      NetworkTerms terms = family.terms();
      double[] steps = terms.steps(statistics.lambdaX());
      NetworkWords.describe(
          rounds.report(), family, settings.standardization(), statistics, steps, names);
      if (classes > 0) {
        rounds.report().opened("which classes have rows", Audience.ALL, classes);
      }
      rounds.prepared(start);
      return iterate(prepared, statistics, shares, new NetworkTraining(terms, steps));
    } finally {
      prepared.unpersist(false);
    }
  }

  private TrainingResult iterate(
      JavaRDD<ProviderRows> prepared,
      NetworkStatistics statistics,
      BatchShares shares,
      NetworkTraining training) {
    long start = System.nanoTime();
    JavaRDD<NetworkRows> rows =
        prepared.map(r -> statistics.trained(r)).persist(StorageLevel.MEMORY_AND_DISK());
    List<Double> losses = new ArrayList<>();
    try {
      while (!training.done()) {
        BatchSums sums =
            rounds.round(
                "train/map",
                training.iteration(),
                family.terms().shape().weights() + 1,
                () -> sums(rows, training, shares));
        losses.add(sums.squaredErrors() / sums.rows() / 2);
        training.step(sums);
      }
    } finally {
      rows.unpersist(false);
    }
    if (!training.weights().isFinite()) {
      throw new DivergenceException(
          "cannot use the network: it ran away after the last look, expected finite weights; use"
              + " more iterations, or smaller steps");
    }
    rounds
        .report()
        .network(
            new NetworkFigures(
                family.terms().shape().sizes(),
                losses,
                training.looks().stream()
                    .map(l -> new NetworkFigures.Look(l.iteration(), l.meanSquare(), l.kept()))
                    .toList(),
                training.halvings(),
                Arrays.stream(training.largest()).boxed().toList()));
    NetworkWords.takenBack(rounds.report(), training.halvings());
    return TrainingResult.known(
        new TrainedNetwork(
            statistics.input(),
            new Network(training.weights(), family.terms().activation()),
            statistics.labels()),
        rounds.done(start));
  }

  private BatchSums sums(JavaRDD<NetworkRows> rows, NetworkTraining training, BatchShares shares) {
    NetworkWeights v = training.lookahead();
    QuadraticActivation activation = family.terms().activation();
    Activation outputs = family.terms().outputs();
    int t = training.iteration();
    JavaRDD<BatchSums> parts =
        rows.mapPartitionsWithIndex(
            (provider, own) ->
                List.of(
                        own.next()
                            .sums(
                                v,
                                activation,
                                outputs,
                                shares.first(provider, t),
                                shares.rows(provider)))
                    .iterator(),
            true);
    return PlainRounds.sum(parts, BatchSums::plus);
  }
}

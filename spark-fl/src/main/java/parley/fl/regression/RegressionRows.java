package parley.fl.regression;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import parley.fl.data.FeatureNames;
import parley.fl.data.InputColumns;
import parley.fl.data.ProviderRdd;
import parley.fl.settings.SiteSettings;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.design.Coefficient;
import parley.fl.statistic.linear.LinearResult;
import parley.fl.statistic.linear.LinearStatistic;
import parley.mhe.party.secret.PassphraseSource;

/**
 * A frame of feature vectors as columns of numbers, with the settings of its estimator. Immutable.
 *
 * @param features their names
 * @param label its column
 * @param weight its column; null if each row counts 1
 */
record RegressionRows(
    Dataset<Row> frame, List<String> features, String label, @Nullable String weight) {
  private static final String PROVIDER = "provider of the row";

  static RegressionRows of(Dataset<?> dataset, FederatedLinearRegression stage) {
    InputColumns input = stage.inputColumns();
    List<String> features = FeatureNames.of(dataset, input.features());
    String label = apart(input.label(), features);
    String weight = input.weight() == null ? null : apart(input.weight(), features);
    Column values = functions.vector_to_array(col(ProviderRdd.quoted(input.features())), "float64");
    List<Column> columns = new ArrayList<>();
    for (int j = 0; j < features.size(); j++) {
      columns.add(values.getItem(j).as(features.get(j)));
    }
    columns.add(col(ProviderRdd.quoted(input.label())).cast("double").as(label));
    if (weight != null) {
      columns.add(
          col(ProviderRdd.quoted(String.valueOf(input.weight()))).cast("double").as(weight));
    }
    if (input.provider() != null) {
      columns.add(col(ProviderRdd.quoted(String.valueOf(input.provider()))).as(PROVIDER));
    }
    return new RegressionRows(
        dataset.select(columns.toArray(Column[]::new)), features, label, weight);
  }

  /** A feature may have the name of another column. */
  private static String apart(String name, List<String> features) {
    return features.contains(name) ? name + " (beside the features)" : name;
  }

  LinearStatistic statistic(FederatedLinearRegression stage) {
    return new LinearStatistic(
        label,
        features,
        weight,
        (Double) stage.getOrDefault(stage.regParam()),
        (Double) stage.getOrDefault(stage.elasticNetParam()),
        (Boolean) stage.getOrDefault(stage.standardization()),
        (Boolean) stage.getOrDefault(stage.fitIntercept()),
        stage.linearParams().errors(stage));
  }

  ProviderQuery query(FederatedLinearRegression stage) {
    SiteSettings site = stage.keyParams().settings(stage, stage.roundParams());
    InputColumns input = stage.inputColumns();
    ProviderQuery query =
        ProviderQuery.of(frame)
            .withProtection(stage.getOrDefault(stage.protection()))
            .withRoundTimeout(site.roundTimeout());
    query =
        input.provider() == null
            ? query.withPartitionProviders(input.partitionProviders())
            : query.withProviderCol(PROVIDER);
    if (site.querierKey().isPresent()) {
      PassphraseSource passphrase =
          site.querierKeyPassphraseFrom()
              .map(from -> PassphraseSource.parse(from, "the querier's key"))
              .orElseGet(PassphraseSource::none);
      query = query.withQuerierKey(site.querierKey().get(), passphrase);
    }
    if (site.policy().isPresent()) {
      query = query.withPolicy(site.policy().get());
    }
    return site.vault().isPresent() ? query.withVault(site.vault().get()) : query;
  }

  double[] coefficients(LinearResult result) {
    return features.stream().mapToDouble(name -> result.coefficient(name).estimate()).toArray();
  }

  double intercept(LinearResult result) {
    return result.coefficients().stream()
        .filter(c -> c.term().equals(Coefficient.INTERCEPT))
        .mapToDouble(Coefficient::estimate)
        .sum();
  }
}

package parley.fl.stat;

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
import parley.fl.statistic.design.Coefficient;
import parley.mhe.party.secret.PassphraseSource;

/**
 * A frame of feature vectors as columns of numbers, beside the other columns of a fit. Immutable.
 *
 * @param input the columns as they were
 * @param features their names
 * @param label its column
 * @param weight its column; null if each row counts 1
 * @param another its column; null for none
 */
public record FeatureFrame(
    Dataset<Row> frame,
    InputColumns input,
    List<String> features,
    String label,
    @Nullable String weight,
    @Nullable String another) {
  private static final String PROVIDER = "provider of the row";

  /**
   * The columns of a fit.
   *
   * @param input checked against the frame's schema
   * @param anotherCol one more column of numbers; null for none
   */
  public static FeatureFrame of(
      Dataset<?> dataset, InputColumns input, @Nullable String anotherCol) {
    List<String> features = FeatureNames.of(dataset, input.features());
    List<String> taken = new ArrayList<>(features);
    String label = apart(input.label(), taken);
    String weight = input.weight() == null ? null : apart(input.weight(), taken);
    String another = anotherCol == null ? null : apart(anotherCol, taken);
    Column values = functions.vector_to_array(col(ProviderRdd.quoted(input.features())), "float64");
    List<Column> columns = new ArrayList<>();
    for (int j = 0; j < features.size(); j++) {
      columns.add(values.getItem(j).as(features.get(j)));
    }
    columns.add(number(input.label()).as(label));
    if (weight != null) {
      columns.add(number(String.valueOf(input.weight())).as(weight));
    }
    if (another != null) {
      columns.add(number(String.valueOf(anotherCol)).as(another));
    }
    if (input.provider() != null) {
      columns.add(col(ProviderRdd.quoted(String.valueOf(input.provider()))).as(PROVIDER));
    }
    return new FeatureFrame(
        dataset.select(columns.toArray(Column[]::new)), input, features, label, weight, another);
  }

  private static Column number(String column) {
    return col(ProviderRdd.quoted(column)).cast("double");
  }

  /** A name of its own for a column: a feature may have the same. */
  private static String apart(String name, List<String> taken) {
    String own = name;
    while (taken.contains(own)) {
      own += " (beside the features)";
    }
    taken.add(own);
    return own;
  }

  /**
   * The providers, to be asked.
   *
   * @param protection {@code encrypted} or {@code plain}
   */
  public ProviderQuery query(String protection, SiteSettings site) {
    ProviderQuery query =
        ProviderQuery.of(frame).withProtection(protection).withRoundTimeout(site.roundTimeout());
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

  /** The features' coefficients, in their order. */
  public double[] coefficients(List<Coefficient> all) {
    return features.stream().mapToDouble(name -> estimate(all, name)).toArray();
  }

  /** That of the constant term; 0 without one. */
  public double intercept(List<Coefficient> all) {
    return estimate(all, Coefficient.INTERCEPT);
  }

  private static double estimate(List<Coefficient> all, String term) {
    return all.stream().filter(c -> c.term().equals(term)).mapToDouble(Coefficient::estimate).sum();
  }
}

package parley.fl.statistic.study;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.design.Coefficient;
import parley.fl.statistic.glm.GlmStatistic;
import parley.fl.statistic.linear.LinearStatistic;
import parley.fl.statistic.meta.MetaResult;
import parley.fl.statistic.meta.MetaStatistic;
import parley.fl.statistic.meta.MetaTerm;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;

/**
 * The meta-analysis of models that each provider fits on its own rows. A provider whose rows allow
 * no fit (too few, one class, separated, dependent columns) takes no part, which shows in the
 * number of sites alone. By definition the result depends on who has which rows. Immutable,
 * thread-safe.
 *
 * @param model which one
 * @param label numeric column
 * @param features numeric columns
 * @param weight column of positive weights; null if each row counts 1
 * @param method how the variance between sites is found
 * @param hartungKnapp as {@link MetaStatistic#hartungKnapp}
 * @param fewSites as {@link MetaStatistic#fewSites}
 */
@DefaultSerializer(JavaSerializer.class)
public record StudyStatistic(
    Model model,
    String label,
    List<String> features,
    @Nullable String weight,
    MetaStatistic.Method method,
    boolean hartungKnapp,
    boolean fewSites)
    implements Statistic<MetaResult> {
  private static final long serialVersionUID = 1L;

  /** What each site fits. */
  public enum Model {
    /** Least squares. */
    LINEAR,
    /** Logistic regression without a penalty. */
    LOGISTIC
  }

  /**
   * @throws ParleyException without features, or with a column twice
   */
  public StudyStatistic {
    features = List.copyOf(features);
    if (features.isEmpty()) {
      throw new ParleyException("cannot study sites: expected features, got none");
    }
    own(model, label, features, weight).columns();
  }

  private static Statistic<?> own(
      Model model, String label, List<String> features, @Nullable String weight) {
    return switch (model) {
      case LINEAR -> linear(label, features, weight);
      case LOGISTIC -> GlmStatistic.logistic(label, features, weight, true);
    };
  }

  private static LinearStatistic linear(
      String label, List<String> features, @Nullable String weight) {
    return new LinearStatistic(
        label, features, weight, 0, 0, true, true, LinearStatistic.Errors.CLASSICAL);
  }

  /** Of the coefficients, as columns of one row that a site has. */
  private MetaStatistic meta() {
    List<MetaTerm> terms = new ArrayList<>();
    for (String term : features) {
      terms.add(new MetaTerm(term, "estimate of " + term, "error of " + term));
    }
    String constant = Coefficient.INTERCEPT;
    terms.add(new MetaTerm(constant, "estimate of " + constant, "error of " + constant));
    return new MetaStatistic(terms, method, hartungKnapp, fewSites);
  }

  @Override
  public Columns columns() {
    return own(model, label, features, weight).columns();
  }

  @Override
  public List<SumSpec> sums() {
    return meta().sums();
  }

  @Override
  public BigInteger[] local(SumSpec spec, byte[] arguments, TableRows rows) {
    MetaStatistic meta = meta();
    Map<String, double[]> row = new HashMap<>();
    List<Coefficient> fitted = fit(rows);
    for (int t = 0; t < meta.terms().size(); t++) {
      double estimate = Double.NaN;
      double error = Double.NaN;
      if (!fitted.isEmpty()) {
        estimate = fitted.get(t).estimate();
        Double own = fitted.get(t).standardError();
        error = own != null && own > 0 ? own : Double.NaN;
      }
      row.put(meta.terms().get(t).estimate(), new double[] {estimate});
      row.put(meta.terms().get(t).standardError(), new double[] {error});
    }
    return meta.local(spec, arguments, new TableRows(rows.provider(), 1, row, Map.of(), null));
  }

  /** The site's own table, in the order of the terms; empty if its rows allow none. */
  private List<Coefficient> fit(TableRows rows) {
    try {
      return switch (model) {
        case LINEAR -> OwnSums.result(linear(label, features, weight), rows).coefficients();
        case LOGISTIC ->
            OwnSums.result(GlmStatistic.logistic(label, features, weight, true), rows)
                .coefficients();
      };
    } catch (ParleyException e) {
      return List.of();
    }
  }

  @Override
  public MetaResult result(SecureSum sums) {
    return meta().result(sums);
  }
}

package parley.fl.statistic.cox;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import parley.error.ParleyException;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.design.CompleteRows;
import parley.fl.statistic.design.DesignTotals;
import parley.fl.statistic.linear.solve.NewtonSteps;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;

/**
 * Cox's proportional hazards with the providers as strata (Cox 1972, <a
 * href="https://doi.org/10.1111/j.2517-6161.1972.tb00899.x">doi
 * 10.1111/j.2517-6161.1972.tb00899.x</a>). The result depends by definition on who has which rows;
 * with one provider it is the model of all rows without strata. Each round opens d (d + 1) / 2 + d
 * + 7 numbers for d features. Immutable, thread-safe.
 *
 * @param time numeric column: when a row ends, at least 0
 * @param event numeric column: 1 if it ends with the event, 0 if not
 * @param features numeric columns
 * @param ties how events at one time of one provider are treated
 * @param maxIter most rounds, from 1 to 4000; halved steps count
 * @param tol a step ends the rounds when each coefficient moves by less than this times its
 *     standard error
 */
@DefaultSerializer(JavaSerializer.class)
public record CoxStatistic(
    String time, String event, List<String> features, Ties ties, int maxIter, double tol)
    implements Statistic<CoxResult> {
  private static final long serialVersionUID = 1L;
  static final String WHAT = "fit a Cox model";

  /** How events at one time are treated. */
  public enum Ties {
    /** Each sees all others still at risk. */
    BRESLOW,
    /** On average half of them are gone: nearer to what a finer clock would give. */
    EFRON
  }

  /**
   * @throws ParleyException with settings out of range
   */
  public CoxStatistic {
    features = List.copyOf(features);
    NewtonSteps.check(WHAT, features, maxIter, tol);
    Columns.ofNumbers(all(time, event, features));
  }

  private static List<String> all(String time, String event, List<String> features) {
    List<String> all = new ArrayList<>(List.of(time, event));
    all.addAll(features);
    return all;
  }

  @Override
  public Columns columns() {
    return Columns.ofNumbers(all(time, event, features));
  }

  @Override
  public List<SumSpec> sums() {
    return List.of(DesignTotals.spec(features), roundSpec());
  }

  SumSpec roundSpec() {
    return SumSpec.of(
            "cox/round",
            "information, score, log of the partial likelihood, events, strata with events, pairs"
                + " in order, rows beyond the scale",
            CoxRows.length(features.size()),
            CoxRows.bound())
        .withUnit(CoxRows.UNIT)
        .withOpenings(maxIter);
  }

  @Override
  public BigInteger[] local(SumSpec spec, byte[] arguments, TableRows all) {
    CompleteRows complete = CompleteRows.of(all(time, event, features), all);
    CoxRows.check(this, complete.rows());
    return spec.equals(roundSpec())
        ? new CoxRows(this, arguments, complete.rows()).sums()
        : DesignTotals.local(features, complete);
  }

  @Override
  public CoxResult result(SecureSum sums) {
    DesignTotals totals =
        DesignTotals.of(WHAT, features, sums.open(DesignTotals.spec(features), new byte[0]));
    return new CoxFit(this, totals, sums).result();
  }
}

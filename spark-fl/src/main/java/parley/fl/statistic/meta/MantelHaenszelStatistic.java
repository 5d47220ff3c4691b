package parley.fl.statistic.meta;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import parley.error.InvalidDataException;
import parley.fl.statistic.Statistic;
import parley.fl.statistic.tail.Tails;
import parley.fl.sum.SecureSum;
import parley.fl.sum.SumSpec;
import parley.fl.table.Columns;
import parley.fl.table.TableRows;
import parley.measure.Interval;

/**
 * Mantel's and Haenszel's common odds ratio of 2 x 2 tables, one a site (<a
 * href="https://doi.org/10.1093/jnci/22.4.719">1959</a>), its error by Robins, Breslow and
 * Greenland (<a href="https://doi.org/10.2307/2531052">1986</a>). The number of sites is opened,
 * then 11 sums over them, from 6 sites on: 4 numbers a site are unknown. Immutable, thread-safe.
 *
 * @param exposedEvents numeric column: counts
 * @param exposedOthers rows exposed without event; with {@code totals} all that are exposed
 * @param controlEvents events of those not exposed
 * @param controlOthers the rest of them; with {@code totals} all of them
 * @param totals whether the columns of others hold events too
 * @param fewSites whether sums are opened from fewer sites, which could then be solved for
 */
@DefaultSerializer(JavaSerializer.class)
public record MantelHaenszelStatistic(
    String exposedEvents,
    String exposedOthers,
    String controlEvents,
    String controlOthers,
    boolean totals,
    boolean fewSites)
    implements Statistic<MantelHaenszelResult> {
  private static final long serialVersionUID = 1L;
  private static final int NUMBERS = 11;
  private static final long LEAST_SITES = 6;
  private static final double LARGEST = 0x1p40;
  private static final double CONFIDENCE = 0.95;

  /**
   * @throws parley.error.ParleyException with a column twice
   */
  public MantelHaenszelStatistic {
    Columns.ofNumbers(List.of(exposedEvents, exposedOthers, controlEvents, controlOthers));
  }

  @Override
  public Columns columns() {
    return Columns.ofNumbers(List.of(exposedEvents, exposedOthers, controlEvents, controlOthers));
  }

  @Override
  public List<SumSpec> sums() {
    return List.of(sitesSpec(), tableSpec());
  }

  private static SumSpec sitesSpec() {
    return SumSpec.of(
        "mantel-haenszel/sites", "sites with a table", 1, BigInteger.ONE.shiftLeft(20));
  }

  private static SumSpec tableSpec() {
    return SumSpec.of(
            "mantel-haenszel/sums",
            "sums over sites of the odds ratio's and the test's terms, and of the four counts",
            NUMBERS,
            SiteSums.bound())
        .withUnit(SiteSums.UNIT);
  }

  @Override
  public BigInteger[] local(SumSpec spec, byte[] arguments, TableRows rows) {
    double[][] counts = columns().numbers().stream().map(rows::numbers).toArray(double[][]::new);
    SiteSums sums = new SiteSums(NUMBERS);
    int sites = 0;
    for (int i = 0; i < rows.rows(); i++) {
      int row = i;
      double[] table = Arrays.stream(counts).mapToDouble(column -> column[row]).toArray();
      if (Arrays.stream(table).anyMatch(Double::isNaN)) {
        continue;
      }
      if (totals) {
        table[1] -= table[0];
        table[3] -= table[2];
      }
      double n = Arrays.stream(table).sum();
      if (!(n > 0)
          || Arrays.stream(table).anyMatch(k -> k < 0 || k > LARGEST || k != Math.rint(k))) {
        throw new InvalidDataException(
            "cannot take a table of provider "
                + rows.provider()
                + ": a count is out of range, expected whole numbers from 0 to 10^12, not all 0"
                + (totals ? ", and no more events than rows" : ""));
      }
      sites++;
      add(sums, table, n);
    }
    return spec.equals(sitesSpec())
        ? new BigInteger[] {BigInteger.valueOf(sites)}
        : sums.toIntegers();
  }

  private static void add(SiteSums sums, double[] table, double n) {
    double a = table[0];
    double b = table[1];
    double c = table[2];
    double d = table[3];
    double r = a * d / n;
    double s = b * c / n;
    double p = (a + d) / n;
    double q = (b + c) / n;
    sums.add(0, r);
    sums.add(1, s);
    sums.add(2, p, r);
    sums.add(3, p * s + q * r);
    sums.add(4, q, s);
    sums.add(5, a - (a + b) * (a + c) / n);
    sums.add(6, n > 1 ? (a + b) / n * (c + d) / n * (a + c) * (b + d) / (n - 1) : 0);
    for (int k = 0; k < 4; k++) {
      sums.add(7 + k, table[k]);
    }
  }

  @Override
  public MantelHaenszelResult result(SecureSum sums) {
    long sites = sums.open(sitesSpec(), new byte[0]).integers()[0].longValueExact();
    if (sites < LEAST_SITES && !fewSites) {
      throw SiteRule.refuse("analyse the sites of", "2 x 2 tables", LEAST_SITES, sites);
    }
    double[] v = sums.open(tableSpec(), new byte[0]).toDoubles();
    if (!(v[0] > 0 && v[1] > 0 && v[6] > 0)) {
      throw new InvalidDataException(
          "cannot find a common odds ratio: some cell of the tables is 0 at all sites that count,"
              + " expected events and others, exposed and not");
    }
    double log = Math.log(v[0] / v[1]);
    double variance =
        v[2] / (2 * v[0] * v[0]) + v[3] / (2 * v[0] * v[1]) + v[4] / (2 * v[1] * v[1]);
    double half = Tails.normalQuantile(CONFIDENCE) * Math.sqrt(variance);
    double chiSquare = v[5] * v[5] / v[6];
    return new MantelHaenszelResult(
        v[0] / v[1],
        log,
        Math.sqrt(variance),
        new Interval(Math.exp(log - half), Math.exp(log + half), CONFIDENCE),
        chiSquare,
        Tails.upperChiSquare(chiSquare, 1),
        v[7] * v[10] / (v[8] * v[9]),
        sites);
  }
}

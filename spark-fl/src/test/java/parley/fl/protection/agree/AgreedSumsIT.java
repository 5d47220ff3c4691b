package parley.fl.protection.agree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.error.InvalidDataException;
import parley.fl.optim.LabelScaling;
import parley.fl.optim.ProviderRows;
import parley.fl.optim.Standardization;
import parley.fl.sum.SumEngines;
import parley.fl.sum.SumQuerier;
import parley.fl.sum.SumRequest;
import parley.fl.sum.SumSession;
import parley.fl.sum.SumSpec;
import parley.fl.sum.SumTerms;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.KeyPair;
import parley.mhe.random.Seed;
import parley.mhe.runtime.session.FederationOptions;
import parley.testing.LocalSpark;

/** What providers open before a training: to the unit the same, in clear and under encryption. */
class AgreedSumsIT {
  private static final int FEATURES = 3;
  private static final List<String> PROVIDERS = List.of("east", "north", "west");

  private static SparkSession spark;
  private static CkksContext context;
  private static KeyPair querier;

  @BeforeAll
  static void open() {
    System.setProperty("parley.insecure", "true");
    spark = LocalSpark.session();
    context = CkksContext.open(CkksParameters.INSECURE_TEST_4096);
    querier = KeyPair.generate(context, Seed.fresh());
  }

  @AfterAll
  static void close() {
    querier.close();
    context.close();
    spark.stop();
    System.clearProperty("parley.insecure");
  }

  private static List<ProviderRows> rows(double unit) {
    Random random = new Random(17);
    List<ProviderRows> all = new ArrayList<>();
    for (int i = 0; i < PROVIDERS.size(); i++) {
      int count = 20 + i;
      double[][] columns = new double[FEATURES][count];
      double[] labels = new double[count];
      for (int r = 0; r < count; r++) {
        columns[0][r] = unit * (random.nextGaussian() + 1000);
        columns[1][r] = unit * (random.nextInt(5) - 2);
        columns[2][r] = random.nextGaussian() / unit;
        labels[r] = random.nextInt(2);
      }
      all.add(new ProviderRows(PROVIDERS.get(i), columns, labels, new double[0]));
    }
    return all;
  }

  private record Opened(BigInteger[] totals, BigInteger[] squares, BigInteger[] curvature) {}

  private static Opened open(String protection, List<ProviderRows> rows, double[] mean) {
    SumSpec moments = AgreedSums.moments(FEATURES, LabelScaling.NONE);
    SumSpec curvature = AgreedSums.curvature(true, 0);
    BigDecimal[] spread = sums(rows, mean, 2);
    double[] scale = new double[FEATURES];
    Arrays.setAll(scale, j -> Math.sqrt(spread[j].doubleValue() / 63));
    Standardization scaling = Standardization.of(mean, scale, Double.POSITIVE_INFINITY);
    SumRequest<ProviderRows> request =
        new SumRequest<>(
            rdd(rows),
            PROVIDERS,
            (provider, terms, part) -> new OpenedSums(part.next(), true, LabelScaling.NONE),
            SumTerms.NONE,
            List.of(moments, curvature),
            SumQuerier.of(querier),
            FederationOptions.defaults());
    try (SumSession session = SumEngines.open(protection, request)) {
      return new Opened(
          session.open(moments, new byte[0]).integers(),
          session.open(moments, SumArguments.means(mean)).integers(),
          session
              .open(curvature, SumArguments.scaling(new SumArguments.Scaling(scaling, true, false)))
              .integers());
    }
  }

  private static JavaRDD<ProviderRows> rdd(List<ProviderRows> rows) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(rows, rows.size());
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-12, 1, 1e12})
  void open_encryptedAndInClear_areTheSameIntegers(double unit) {
    List<ProviderRows> rows = rows(unit);
    BigDecimal[] sums = sums(rows, new double[FEATURES], 1);
    double[] mean = new double[FEATURES];
    Arrays.setAll(mean, j -> sums[j].doubleValue() / 63);
    Opened clear = open("plain", rows, mean);
    Opened encrypted = open("encrypted", rows, mean);
    assertThat(encrypted.totals()).isEqualTo(clear.totals());
    assertThat(encrypted.squares()).isEqualTo(clear.squares());
    assertThat(encrypted.curvature()).isEqualTo(clear.curvature());

    BigInteger one = BigInteger.ONE.shiftLeft(110);
    assertThat(clear.totals()[0]).isEqualTo(one.multiply(BigInteger.valueOf(63)));
    assertThat(clear.totals()[1]).isEqualTo(clear.totals()[0]);
    BigDecimal[] squares = sums(rows, mean, 2);
    for (int j = 0; j < FEATURES; j++) {
      assertNear(clear.totals()[j + 2], sums[j]);
      assertNear(clear.squares()[j + 2], squares[j]);
    }
  }

  /** To the precision of the doubles that the providers round once. */
  private static void assertNear(BigInteger found, BigDecimal expected) {
    double units = expected.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(110))).doubleValue();
    assertThat(found.doubleValue()).isCloseTo(units, within(1e-11 * Math.abs(units) + 4));
  }

  /** Of the powers of x less its mean, exactly. */
  private static BigDecimal[] sums(List<ProviderRows> rows, double[] mean, int power) {
    BigDecimal[] sums = new BigDecimal[FEATURES];
    Arrays.fill(sums, BigDecimal.ZERO);
    for (ProviderRows part : rows) {
      for (int j = 0; j < FEATURES; j++) {
        for (double x : part.column(j)) {
          sums[j] = sums[j].add(new BigDecimal(x).subtract(new BigDecimal(mean[j])).pow(power));
        }
      }
    }
    return sums;
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "encrypted"})
  void open_sumsBeyondTheBound_areRefusedByWhoHasThem(String protection) {
    List<ProviderRows> rows = rows(1e25);
    assertThatThrownBy(() -> open(protection, rows, new double[FEATURES]))
        .hasStackTraceContaining(InvalidDataException.class.getName())
        .hasMessageContaining("they are too large for the plan");
  }
}

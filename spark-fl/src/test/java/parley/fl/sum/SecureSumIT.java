package parley.fl.sum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.plan.MachineCosts;
import parley.fl.report.FitReport.Audience;
import parley.fl.sum.encrypted.SumForecast;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.KeyPair;
import parley.mhe.party.plan.Opens;
import parley.mhe.protocol.WireWriter;
import parley.mhe.random.Seed;
import parley.mhe.runtime.session.FederationOptions;
import parley.mhe.runtime.session.RoundRecord;
import parley.testing.LocalSpark;

/** Opened sums are the integer sums of what the providers handed in, whoever carries them. */
class SecureSumIT {
  private static final byte[] NONE = {};

  private static SparkSession spark;
  private static CkksContext context;
  private static KeyPair querier;

  @BeforeAll
  static void open() {
    System.setProperty("parley.insecure", "true");
    spark = LocalSpark.session();
    context = CkksContext.open(CkksParameters.INSECURE_TOY);
    querier = KeyPair.generate(context, Seed.fresh());
  }

  @AfterAll
  static void close() {
    querier.close();
    context.close();
    spark.stop();
    System.clearProperty("parley.insecure");
  }

  /** The vector of the partition, times the first argument if there is one. */
  private record Vector(BigInteger[] values) implements LocalSums {
    static LocalSums of(String provider, Map<String, String> terms, Iterator<BigInteger[]> rows) {
      return new Vector(rows.next());
    }

    @Override
    public BigInteger[] sums(SumSpec spec, byte[] arguments) {
      BigInteger factor = arguments.length == 0 ? BigInteger.ONE : new BigInteger(arguments);
      return Arrays.stream(values).map(factor::multiply).toArray(BigInteger[]::new);
    }

    @Override
    public byte[] privateInputHash() {
      WireWriter out = new WireWriter();
      Arrays.stream(values).forEach(out::add);
      return out.sha256();
    }
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj("p%03d"::formatted).toList();
  }

  /** Any sign, any size up to the bound; the last is the bound itself. */
  private static List<BigInteger[]> vectors(int providers, int length, BigInteger bound) {
    Random random = new Random(providers * 31L + length);
    List<BigInteger[]> all = new ArrayList<>();
    for (int i = 0; i < providers; i++) {
      BigInteger[] vector = new BigInteger[length];
      for (int k = 0; k < length; k++) {
        BigInteger value = new BigInteger(1 + k % bound.bitLength(), random).min(bound);
        vector[k] = k == length - 1 ? bound.negate() : k % 2 == 0 ? value : value.negate();
      }
      all.add(vector);
    }
    return all;
  }

  private static BigInteger[] total(List<BigInteger[]> vectors) {
    BigInteger[] sum = new BigInteger[vectors.get(0).length];
    Arrays.fill(sum, BigInteger.ZERO);
    vectors.forEach(v -> Arrays.setAll(sum, k -> sum[k].add(v[k])));
    return sum;
  }

  private static JavaRDD<BigInteger[]> rdd(List<BigInteger[]> vectors) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(vectors, vectors.size());
  }

  private static SumRequest<BigInteger[]> request(
      List<BigInteger[]> vectors, @Nullable KeyPair key, SumSpec... specs) {
    return new SumRequest<>(
        rdd(vectors),
        names(vectors.size()),
        Vector::of,
        SumTerms.NONE,
        List.of(specs),
        key == null ? SumQuerier.fresh() : SumQuerier.of(key),
        FederationOptions.defaults());
  }

  @ParameterizedTest
  @CsvSource({
    "3, 1, TO_QUERIER, encrypted",
    "3, 1025, TO_QUERIER, encrypted",
    "3, 2048, TO_ALL, encrypted",
    "10, 1030, TO_QUERIER, encrypted",
    "10, 60, TO_ALL, encrypted",
    "96, 1100, TO_QUERIER, encrypted",
    "3, 1025, TO_QUERIER, plain",
    "10, 7, TO_ALL, plain"
  })
  void open_signedIntegers_areTheIntegerSums(
      int providers, int length, Opens opens, String protection) {
    BigInteger bound = BigInteger.ONE.shiftLeft(80);
    List<BigInteger[]> vectors = vectors(providers, length, bound);
    SumSpec spec = SumSpec.of("test/sum", "numbers", length, bound).withAudience(opens);
    try (SumSession session = SumEngines.open(protection, request(vectors, querier, spec))) {
      assertThat(session.open(spec, NONE).integers()).isEqualTo(total(vectors));
    }
  }

  /** The real ring: 2^80 a provider, two ciphertexts. */
  @Test
  void open_at128Bits_isExactUpTo2To80AndReported() {
    BigInteger bound = BigInteger.ONE.shiftLeft(80);
    int length = (1 << 13) + 5;
    List<BigInteger[]> vectors = vectors(3, length, bound);
    SumSpec spec = SumSpec.of("test/sum", "wide numbers", length, bound).withUnit(30);
    List<RoundRecord> rounds = new ArrayList<>();
    SumRequest<BigInteger[]> request =
        new SumRequest<>(
            rdd(vectors),
            names(3),
            Vector::of,
            SumTerms.NONE,
            List.of(spec),
            SumQuerier.fresh(),
            FederationOptions.builder().listener(rounds::add).build());
    try (SumSession session = SumEngines.open("encrypted", request)) {
      OpenedSum opened = session.open(spec, NONE);
      assertThat(opened.integers()).isEqualTo(total(vectors));
      assertThat(opened.values()[length - 1])
          .isEqualByComparingTo(new BigDecimal(3).negate().multiply(new BigDecimal(1L << 50)));
      SumReport report = session.report();
      assertThat(report.encryption().ringDimension()).isEqualTo(1 << 13);
      assertThat(report.encryption().securityBits()).isEqualTo(128);
      assertThat(report.openings())
          .singleElement()
          .satisfies(
              o -> {
                assertThat(o.what()).isEqualTo("wide numbers");
                assertThat(o.to()).isEqualTo(Audience.QUERIER);
                assertThat(o.count()).isEqualTo(length);
                assertThat(o.step()).isEqualTo("test/sum-open");
              });
      assertThat(report.toText())
          .contains("wide numbers: 8197 numbers to the querier")
          .contains("128-bit security")
          .contains("bound 1208925819614629174706176;unit 2^-30");
      SumForecast forecast = SumForecast.of(spec, 3, MachineCosts.measured());
      assertThat(forecast.ciphertexts()).isEqualTo(2);
      assertThat(forecast.exactness()).isBetween(8.0, 16.0);
      assertThat(forecast.secondsPerProvider()).isPositive();
      assertThat((double) forecast.bytesPerProvider())
          .isCloseTo(report.bytesPerProvider(), withinPercentage(1));
      assertThat(report.toJson()).contains("\"securityBits\":128").contains("\"openings\":[{");
      assertThat(report.rounds())
          .hasSize(rounds.size())
          .allSatisfy(r -> assertThat(r.request()).isNotNull());
    }
    assertThat(rounds).extracting(RoundRecord::opened).doesNotContain(Opens.TO_ALL);
  }

  /** Wider than a coefficient has room for: words of 64 bits, and still one sum. */
  @ParameterizedTest
  @CsvSource({"100, TO_QUERIER", "250, TO_QUERIER", "250, TO_ALL", "511, TO_QUERIER"})
  void open_at128BitsWiderThanTheRing_isExact(int bits, Opens opens) {
    BigInteger bound = BigInteger.ONE.shiftLeft(bits);
    List<BigInteger[]> vectors = vectors(10, 700, bound);
    SumSpec spec = SumSpec.of("test/sum", "wide numbers", 700, bound).withAudience(opens);
    SumSpec small = SumSpec.of("test/small", "small numbers", 700, bound);
    try (SumSession session =
        SumEngines.open("encrypted", request(vectors, null, spec, small.withUnit(3)))) {
      assertThat(session.open(spec, NONE).integers()).isEqualTo(total(vectors));
      assertThat(session.report().toText())
          .contains("each number is " + ((bits + 63) / 64) + " words of 64 bits")
          .contains("wide numbers: 700 numbers to ");
      assertThatThrownBy(() -> session.open(small, NONE))
          .isInstanceOf(ParleyException.class)
          .hasMessage(
              "cannot add up small numbers: nobody agreed on it, expected one of [test/sum,"
                  + " test/small], got test/small");
    }
  }

  @Test
  void open_twiceWithOtherArguments_countsBothOpeningsAndNoThird() {
    BigInteger bound = BigInteger.valueOf(1000);
    List<BigInteger[]> vectors = vectors(3, 4, BigInteger.TEN);
    SumSpec spec =
        SumSpec.of("test/sum", "numbers", 4, bound).withAudience(Opens.TO_ALL).withOpenings(2);
    try (SumSession session = SumEngines.open("encrypted", request(vectors, querier, spec))) {
      session.open(spec, NONE);
      BigInteger[] tripled = session.open(spec, new byte[] {3}).integers();
      BigInteger[] expected = total(vectors);
      Arrays.setAll(expected, k -> expected[k].multiply(BigInteger.valueOf(3)));
      assertThat(tripled).isEqualTo(expected);
      assertThatThrownBy(() -> session.open(spec, NONE)).isInstanceOf(ParleyException.class);
      assertThat(session.report().openings()).hasSize(2);
    }
  }

  static List<Arguments> badInput() {
    return List.of(
        Arguments.of(
            SumSpec.of("test/sum", "sums", 2, BigInteger.TWO),
            "is not what was agreed, expected at most 2^1 units of 2^0, got a larger one"),
        Arguments.of(
            SumSpec.of("test/sum", "sums", 3, BigInteger.valueOf(9)),
            "is not what was agreed, expected 3 numbers, got 2"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("badInput")
  void open_badInput_isRefused(SumSpec spec, String message) {
    List<BigInteger[]> vectors = vectors(3, 2, BigInteger.valueOf(5));
    assertThatThrownBy(
            () -> {
              try (SumSession session =
                  SumEngines.open("encrypted", request(vectors, null, spec))) {
                session.open(spec, NONE);
              }
            })
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining(message);
  }

  @Test
  void open_vectorBeyondTheBoundInClear_isRefusedAlike() {
    SumSpec spec = SumSpec.of("test/sum", "sums", 2, BigInteger.TWO);
    List<BigInteger[]> vectors = vectors(3, 2, BigInteger.valueOf(5));
    try (SumSession session = SumEngines.open("plain", request(vectors, null, spec))) {
      assertThatThrownBy(() -> session.open(spec, NONE))
          .hasStackTraceContaining(InvalidDataException.class.getName())
          .hasMessageContaining("number 1 of p00");
      assertThat(session.report().openings()).isEmpty();
    }
  }
}

package parley.fl.sum.masked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.report.FitReport.Audience;
import parley.fl.sum.LocalSums;
import parley.fl.sum.SumEngines;
import parley.fl.sum.SumQuerier;
import parley.fl.sum.SumReport;
import parley.fl.sum.SumRequest;
import parley.fl.sum.SumSession;
import parley.fl.sum.SumSpec;
import parley.fl.sum.SumTerms;
import parley.mhe.party.PartyHome;
import parley.mhe.party.cohort.SumNoise;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.protocol.WireWriter;
import parley.mhe.runtime.session.FederationOptions;
import parley.testing.LocalSpark;

/** Masked sums on Spark are the sums in clear, bit for bit. */
class MaskedSumIT {
  private static final byte[] NONE = {};

  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    spark = LocalSpark.session();
  }

  @AfterAll
  static void close() {
    spark.stop();
  }

  /** The vector of the partition, times the argument if there is one. */
  private record Vector(BigInteger[] values) implements LocalSums {
    @Override
    public BigInteger[] sums(SumSpec spec, byte[] arguments) {
      BigInteger factor = arguments.length == 0 ? BigInteger.ONE : new BigInteger(arguments);
      return Arrays.stream(values).map(factor::multiply).toArray(BigInteger[]::new);
    }

    @Override
    public byte[] privateInputHash() {
      return new WireWriter().add("none").sha256();
    }
  }

  private static List<BigInteger[]> vectors(int providers, int length, BigInteger bound) {
    Random random = new Random(providers + length);
    List<BigInteger[]> all = new ArrayList<>();
    for (int u = 0; u < providers; u++) {
      BigInteger[] vector = new BigInteger[length];
      for (int k = 0; k < length; k++) {
        BigInteger value = new BigInteger(bound.bitLength(), random).min(bound);
        vector[k] = k % 2 == 0 ? value : value.negate();
      }
      all.add(vector);
    }
    return all;
  }

  private static SumRequest<BigInteger[]> request(
      List<BigInteger[]> vectors, SumTerms terms, FederationOptions options, SumSpec... specs) {
    JavaRDD<BigInteger[]> rows =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(vectors, vectors.size());
    return new SumRequest<>(
        rows,
        IntStream.range(0, vectors.size()).mapToObj("p%02d"::formatted).toList(),
        (provider, given, values) -> new Vector(values.next()),
        terms,
        List.of(specs),
        SumQuerier.fresh(),
        options);
  }

  private static SumRequest<BigInteger[]> request(List<BigInteger[]> vectors, SumSpec... specs) {
    return request(vectors, SumTerms.NONE, FederationOptions.defaults(), specs);
  }

  @ParameterizedTest
  @CsvSource({"3, 5, 20", "10, 700, 30", "5, 40, 60", "4, 9, 200"})
  void open_masked_isTheSumInClear(int providers, int length, int bits) {
    BigInteger bound = BigInteger.ONE.shiftLeft(bits);
    List<BigInteger[]> vectors = vectors(providers, length, bound);
    SumSpec spec = SumSpec.of("a/sum", "numbers", length, bound).withOpenings(2);
    try (SumSession masked = SumEngines.open("masked", request(vectors, spec));
        SumSession plain = SumEngines.open("plain", request(vectors, spec))) {
      byte[] minus = BigInteger.ONE.negate().toByteArray();
      assertThat(masked.open(spec, NONE).integers()).isEqualTo(plain.open(spec, NONE).integers());
      assertThat(masked.open(spec, minus).integers()).isEqualTo(plain.open(spec, minus).integers());
      SumReport report = masked.report();
      assertThat(report.protection()).isEqualTo("masked");
      assertThat(report.numbers(Audience.ALL)).isEqualTo(2L * length);
      assertThat(report.rounds()).hasSize(2);
      assertThat(report.toText()).contains("driver: the sums", "X25519 and ML-KEM-768");
      assertThat(report.bytesPerProvider()).isGreaterThan(2L * length * 4);
    }
  }

  @Test
  void open_badInput_isRefusedWithTheReason() {
    BigInteger bound = BigInteger.valueOf(1000);
    SumSpec spec = SumSpec.of("a/sum", "numbers", 4, bound);
    List<BigInteger[]> vectors = vectors(3, 4, bound);
    vectors.get(1)[2] = BigInteger.valueOf(1001);
    try (SumSession session = SumEngines.open("masked", request(vectors, spec))) {
      assertThatThrownBy(() -> session.open(spec, NONE))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("number 2 of p01")
          .hasMessageNotContaining("1001");
      assertThatThrownBy(() -> session.open(spec.withUnit(3), NONE))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("nobody agreed on it");
    }
    List<BigInteger[]> good = vectors(3, 4, bound);
    try (SumSession session = SumEngines.open("masked", request(good, spec))) {
      session.open(spec, NONE);
      assertThatThrownBy(() -> session.open(spec, NONE))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("the plan has no such round");
    }
    assertThatThrownBy(() -> SumEngines.open("masked", request(vectors(2, 4, bound), spec)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("at least 3 providers, got 2");
    SumTerms noisy =
        SumTerms.of("sum/1", Map.of(SumNoise.ARGUMENT, new SumNoise(new BigDecimal("2")).text()));
    assertThatThrownBy(
            () ->
                SumEngines.open("masked", request(good, noisy, FederationOptions.defaults(), spec)))
        .isInstanceOf(InvalidDataException.class)
        .hasMessageContaining("cannot add noise under masks");
    FederationOptions stored =
        FederationOptions.builder()
            .home(PartyHome.keyStore(folder, PassphraseSource.none()))
            .build();
    assertThatThrownBy(() -> SumEngines.open("masked", request(good, SumTerms.NONE, stored, spec)))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("keep nothing on disk");
  }

  /** Each provider's own policy holds, as for any other party. */
  @Test
  void open_aPolicyWithoutTheWord_isRefused() throws Exception {
    SumSpec spec = SumSpec.of("a/sum", "numbers", 4, BigInteger.TEN);
    List<BigInteger[]> vectors = vectors(3, 4, BigInteger.TEN);
    for (String word : List.of("statistics", "masked")) {
      Path file = folder.resolve(word + ".json");
      Files.writeString(
          file,
          "{\"version\": 2, \"queriers\": [\"%s\"], \"rows\": 0, \"mayOpen\": [\"%s\"]}"
              .formatted("0".repeat(64), word));
      FederationOptions options =
          FederationOptions.builder().home(PartyHome.inMemory().withPolicy(place(file))).build();
      SumRequest<BigInteger[]> request = request(vectors, SumTerms.NONE, options, spec);
      if (word.equals("masked")) {
        try (SumSession session = SumEngines.open("masked", request)) {
          assertThat(session.open(spec, NONE).integers()).hasSize(4);
        }
        assertThat(Files.readString(folder.resolve("masked/p00.log"))).contains("masked-sums");
      } else {
        assertThatThrownBy(() -> SumEngines.open("masked", request))
            .isInstanceOf(ParleyException.class)
            .hasMessageContaining("the plan opens what the policy does not allow");
      }
    }
  }

  /** A folder with the same policy for each provider. */
  private static Path place(Path file) throws Exception {
    Path each = Files.createDirectory(file.resolveSibling(name(file)));
    for (int u = 0; u < 3; u++) {
      Files.copy(file, each.resolve("p%02d.json".formatted(u)));
    }
    return each;
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".json", "");
  }
}

package parley.mhe.party;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiFunction;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.layout.Axis;
import parley.mhe.layout.CoefficientLayout;
import parley.mhe.layout.ConversionMap;
import parley.mhe.layout.Factor;
import parley.mhe.layout.Moves;
import parley.mhe.layout.SlotLayout;
import parley.mhe.party.plan.ConvertingStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.ProductStep;
import parley.mhe.party.plan.StepSource;
import parley.mhe.party.plan.SumRefreshStep;
import parley.mhe.protocol.ConvertingRefresh;
import parley.mhe.protocol.ConvertingRefreshBuilder;
import parley.mhe.protocol.MaskReference;
import parley.mhe.protocol.MaskedProduct;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.PrivateInput;
import parley.mhe.protocol.ProductShape;

/** Parties whose plan has converting refreshes, with private input and without: for tests. */
public final class ConvertingParties {
  public static final String PLAIN = "convert/plain";
  public static final String LABELS = "convert/labels";
  static final String NEXT = "convert/next";
  public static final String PRODUCT = "convert/product";
  public static final String OF_LABELS = "convert/of-labels";
  private static final int N = 1024;
  private static final int ROWS = 300;
  private static final int NEURONS = 2;

  private ConvertingParties() {}

  /** Three blocks of coefficients to two ciphertexts of slots. */
  static ConversionMap map(double multiplier) {
    return ConversionMap.toSlots(
        CoefficientLayout.of(N, ROWS, NEURONS),
        new SlotLayout(N, ROWS, NEURONS),
        Factor.of(multiplier, 1, 1));
  }

  /** Parties from elsewhere. */
  public static TestParties with(BiFunction<PartyPlan, String, PartyService> join) {
    return TestParties.with(
        context ->
            TestParties.plan(context)
                .step(step(PLAIN).build())
                .step(step(LABELS).privateInput().build())
                .step(
                    SumRefreshStep.builder(NEXT)
                        .rounds(3)
                        .limbs(5, 5)
                        .logScales(45, 45)
                        .maxAbs(1)
                        .source(StepSource.of(PLAIN))
                        .build())
                .step(product(PRODUCT, PLAIN))
                .step(product(OF_LABELS, LABELS))
                .build(),
        join);
  }

  /** Three blocks of 512 rows at most and two neurons, times a factor a neuron. */
  static ProductShape shape() {
    return new ProductShape(way(1), N / 2, false, NEURONS);
  }

  /** The masked integers where they are, times a number. */
  static ConversionMap way(double multiplier) {
    int inputs = map(1).inputs();
    return ConversionMap.of(
        N,
        ConversionMap.Side.COEFFICIENTS,
        inputs,
        ConversionMap.Side.COEFFICIENTS,
        inputs,
        Factor.of(multiplier, 1, 1),
        List.of(new Moves(0, 0, List.of(new Axis(inputs * N, 1, 1)))));
  }

  private static ProductStep product(String name, String masked) {
    return ProductStep.builder(name)
        .rounds(3)
        .masked(masked)
        .shape(shape())
        .numbers(4, 45, 90)
        .source(StepSource.computedFrom("train/map"))
        .build();
  }

  /** A product as the plan has it. */
  public static MaskedProduct product(
      TestParties of, String step, MaskReference masked, TestKeys keys) {
    return product(of, Place.of(step, 1), masked, shape(), 4, 0x1p45, 0x1p90, keys);
  }

  static MaskedProduct product(
      TestParties of,
      Place where,
      MaskReference masked,
      ProductShape shape,
      int limbs,
      double scaleIn,
      double scaleOut,
      TestKeys keys) {
    List<Polynomial> pairs = new ArrayList<>();
    for (int k = 0; k < shape.factors(); k++) {
      Ciphertext factor = of.ciphertext(limbs, scaleIn);
      pairs.add(factor.c0());
      pairs.add(factor.c1());
    }
    return MaskedProduct.of(
        of.session,
        where,
        masked,
        shape,
        pairs,
        scaleIn,
        scaleOut,
        List.of(keys.publicKey.b(), keys.publicKey.a()),
        keys.digest().toBytes());
  }

  private static ConvertingStep.Builder step(String name) {
    return ConvertingStep.builder(name)
        .rounds(3)
        .map(map(1))
        .map(map(3))
        .limbs(4, 5)
        .logScales(45, 45)
        .maxAbs(1)
        .source(StepSource.computedFrom("train/map"));
  }

  /** A request as the plan has it, but for commitments. */
  public static ConvertingRefreshBuilder request(TestParties of, String step, int round) {
    return ConvertingRefresh.builder(of.session, Place.of(step, round))
        .inputs(inputs(of, 4), 0x1p45)
        .map(map(1))
        .masks(of.plan.step(step, ConvertingStep.class).maskRule())
        .outputs(5, 0x1p45);
  }

  static List<Polynomial> inputs(TestParties of, int limbs) {
    List<Polynomial> second = new ArrayList<>();
    for (int j = 0; j < map(1).inputs(); j++) {
      second.add(of.ciphertext(limbs, 0x1p45).c1());
    }
    return second;
  }

  /** Each party's commitment to {@link #data}. */
  public static TreeMap<String, byte[]> commitments(TestParties of) {
    TreeMap<String, byte[]> all = new TreeMap<>();
    of.services.forEach(party -> all.put(party.provider(), party.commitment(data(1))));
    return all;
  }

  static byte[] data(int rows) {
    byte[] hash = new byte[32];
    Arrays.fill(hash, (byte) rows);
    return hash;
  }

  /** What a party adds to the first output. */
  public static PrivateInput labels(int rows) {
    long[] labels = new long[N];
    Arrays.fill(labels, 7L << 40);
    return PrivateInput.of(data(rows), List.of(labels, new long[0]));
  }
}

package parley.mhe.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.PublicKey;
import parley.mhe.ckks.RotationKeys;
import parley.mhe.ckks.Scope;
import parley.mhe.ckks.SwitchingKey;
import parley.mhe.layout.Factor;

/** The precision that is promised at 128 bits, n = 2^14, with all shares really made. */
class SecureFiguresIT {
  private static final System.Logger LOG = System.getLogger(SecureFiguresIT.class.getName());
  private static final double IN = 0x1p90;

  @ParameterizedTest
  @CsvSource({"10, -29", "160, -28"})
  void sumRefresh_separateOutputsAtScale45_worstSlotIsBelow(int count, double log2Bound) {
    try (Parties parties = Parties.of(CkksParameters.SECURE_14, count, 11);
        Scope scope = Scope.open()) {
      assertThat(parties.context.securityBits()).isGreaterThanOrEqualTo(128);
      PublicKey key = parties.publicKey();
      double[] x = Parties.values(parties.slots(), 1, 1);
      MaskRule masks = MaskRule.of(2 * IN);
      int limbs = masks.limbsNeeded(parties.context, count);
      Ciphertext input = parties.encrypt(key, x, IN, limbs, "x");
      SumRefresh request =
          SumRefresh.builder(parties.session, Place.of("train"))
              .inputs(List.of(input.c1()), IN)
              .masks(masks)
              .output(SumRefreshOutput.single(0, 0.8, IN, 8, 0x1p45))
              .build();
      Share sum = parties.owned(parties.sum(request));
      SumRefreshResult result =
          request.finalise(List.of(request.keptCoefficients(input.c0())), sum);
      double[] expected = Parties.constant(parties.slots(), 0.8 * Parties.mean(x));
      double worst = Parties.worst(parties.decrypt(result.outputs().get(0)), expected);
      report("sum refresh, " + count + " parties, " + limbs + " limbs in: worst slot 2^" + worst);
      assertThat(worst).isLessThan(log2Bound);
      request.close();
    }
  }

  @Test
  void sumRefresh_packedAndSpread160Parties_worstSlotIsBelow20Bits() {
    int count = 160;
    try (Parties parties = Parties.of(CkksParameters.SECURE_14, count, 12);
        Scope scope = Scope.open()) {
      PublicKey key = parties.publicKey();
      Spread spread = new Spread(parties.context, 32);
      MaskRule masks = MaskRule.of(2 * IN);
      int limbs = masks.limbsNeeded(parties.context, count);
      double[][] values = new double[2][];
      List<Ciphertext> inputs = new ArrayList<>();
      List<SumRefreshTerm> terms = new ArrayList<>();
      for (int j = 0; j < 2; j++) {
        values[j] = Parties.values(parties.slots(), j, 1);
        inputs.add(parties.encrypt(key, values[j], IN, limbs, "packed " + j));
        terms.add(SumRefreshTerm.of(j, spread.exponent(31 * j), Factor.of(0.8 / 32, IN, 0x1p45)));
      }
      SumRefresh request =
          SumRefresh.builder(parties.session, Place.of("train"))
              .inputs(inputs.stream().map(Ciphertext::c1).toList(), IN)
              .masks(masks)
              .output(new SumRefreshOutput(8, 0x1p45, terms))
              .build();
      Share sum = parties.owned(parties.sum(request));
      List<ResidueVector> first =
          inputs.stream().map(input -> request.keptCoefficients(input.c0())).toList();
      Ciphertext packed = request.finalise(first, sum).outputs().get(0);
      RotationKeys keys = parties.automorphismKeys(spread.galoisElements());
      List<Ciphertext> outputs = spread.apply(packed, keys);
      double worst = -100;
      for (int j = 0; j < 32; j++) {
        double value = j == 0 ? Parties.mean(values[0]) : j == 31 ? Parties.mean(values[1]) : 0;
        double[] expected = Parties.constant(parties.slots(), 0.8 * value);
        worst = Math.max(worst, Parties.worst(parties.decrypt(outputs.get(j)), expected));
      }
      report("packed and spread, " + count + " parties: worst slot 2^" + worst);
      assertThat(worst).isLessThan(-20);
      request.close();
    }
  }

  /** Margins of encrypted rows and weights at 2^90, |w|_2 = 2, opened by the querier. */
  @ParameterizedTest
  @CsvSource({"10, -23", "160, -19"})
  void keySwitch_marginsWithSmudging40_deviationIsBelow(int count, double log2Bound) {
    CkksParameters parameters =
        CkksParameters.builder().logRingDimension(14).limbs(5).digits(2).build();
    int features = 4;
    int limbs = 5;
    try (Parties parties = Parties.of(parameters, count, 13);
        Scope scope = Scope.open()) {
      PublicKey key = parties.publicKey();
      SwitchingKey relinearisation = parties.relinearisationKey();
      MaskRule masks = MaskRule.of(2 * IN);
      List<Ciphertext> rows = new ArrayList<>();
      List<Ciphertext> weights = new ArrayList<>();
      double[] expected = new double[parties.slots()];
      Encoder encoder = new Encoder(parties.context);
      Polynomial ideal = Polynomial.zero(parties.context, limbs);
      for (int j = 0; j < features; j++) {
        double[] column = Parties.values(parties.slots(), 40 + j, 1);
        double[] constant = Parties.constant(parties.slots(), j % 2 == 0 ? 1 : -1);
        for (int i = 0; i < expected.length; i++) {
          expected[i] += constant[0] * column[i];
        }
        rows.add(parties.encrypt(key, column, IN, limbs, "row " + j));
        Ciphertext source = parties.encrypt(key, constant, IN, limbs, "w " + j);
        weights.add(refreshed(parties, source, masks, j));
        BigInteger exact = parties.phase(weights.get(j)).coefficients(new int[] {0})[0];
        ideal = encoder.encode(column, IN, limbs).polynomial().multiplyScalar(exact).add(ideal);
      }
      Evaluator evaluator = parties.evaluator();
      Ciphertext product = evaluator.innerProductCiphertexts(rows, weights);
      Ciphertext relinearised = evaluator.relinearise(product, relinearisation);
      BigInteger[] errors = parties.phase(relinearised).subtract(ideal).coefficients();
      long dropped = parties.context.primes()[product.limbs() - 1];
      double measured = Parties.deviation(errors) / dropped;
      Ciphertext margins = evaluator.rescale(relinearised);
      double noise = NoiseBounds.margins(parties.context, count, features, 1, 2, IN);
      Smudging smudging = Smudging.of(parties.dimension(), noise);
      CollectiveKeySwitch request =
          CollectiveKeySwitch.of(
              parties.session,
              Place.of("predict"),
              List.of(margins.c1()),
              margins.scale(),
              smudging,
              4 * margins.scale());
      Share sum = parties.owned(parties.sum(request));
      double[] opened =
          parties.querier.decrypt(request.finalise(List.of(margins.c0()), sum).get(0));
      double actual = Math.log(deviation(opened, expected)) / Math.log(2);
      report(
          "margins, "
              + count
              + " parties: deviation of a slot 2^"
              + actual
              + ", predicted 2^"
              + Parties.log2(smudging.slotError(parties.dimension(), count, margins.scale()))
              + "; noise of a coefficient before smudging 2^"
              + Parties.log2(measured)
              + ", bound 2^"
              + Parties.log2(noise));
      assertThat(actual).isLessThan(log2Bound);
      assertThat(measured)
          .as("noise before smudging, against its bound")
          .isBetween(noise / 4, noise / NoiseBounds.MARGIN_SAFETY * 1.2);
      request.close();
    }
  }

  private static Ciphertext refreshed(
      Parties parties, Ciphertext input, MaskRule masks, int object) {
    SumRefresh request =
        SumRefresh.builder(parties.session, Place.of("final").withObject(object))
            .inputs(List.of(input.c1()), IN)
            .masks(masks)
            .output(SumRefreshOutput.single(0, 1, IN, input.limbs(), IN))
            .build();
    try (request;
        Share sum = parties.sum(request)) {
      return request.finalise(List.of(request.keptCoefficients(input.c0())), sum).outputs().get(0);
    }
  }

  private static double deviation(double[] got, double[] expected) {
    double square = 0;
    for (int i = 0; i < expected.length; i++) {
      square += (got[i] - expected[i]) * (got[i] - expected[i]);
    }
    return Math.sqrt(square / expected.length);
  }

  private static void report(String line) {
    LOG.log(System.Logger.Level.INFO, line);
  }
}

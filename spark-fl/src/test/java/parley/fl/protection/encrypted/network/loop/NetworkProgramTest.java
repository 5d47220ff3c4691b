package parley.fl.protection.encrypted.network.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.family.network.NetworkFamily;
import parley.fl.network.NetworkShape;
import parley.fl.network.NetworkTerms;
import parley.fl.optim.LabelScale;
import parley.fl.optim.ProviderRows;
import parley.fl.optim.Standardization;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLevels;
import parley.fl.protection.encrypted.network.step.BatchTold;
import parley.fl.protection.encrypted.network.step.NetworkSteps;
import parley.fl.protection.encrypted.network.step.RowFactors;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Encoder;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;
import parley.mhe.runtime.session.SessionKeys;

/** What a provider takes from a driver, and its labels. */
class NetworkProgramTest {
  private static final int PLACES = 8;
  private static final double CLIP = 3;

  private static CkksContext context;
  private NetworkProgram program;

  @BeforeAll
  static void open() {
    context = CkksContext.open(NetworkJob.parameters(10, true));
  }

  @AfterAll
  static void close() {
    context.close();
  }

  @BeforeEach
  void make() {
    NetworkTerms terms =
        NetworkTerms.builder(NetworkShape.classifier(2, List.of(4), 3)).watch(false).build();
    ProviderRows rows =
        NetworkJob.rows("b", new double[][] {{1, 2}, {3, 4}, {5, 6}}, new double[] {2, 2, 2});
    NetworkLayout layout = new NetworkLayout(1024, List.of(2, 4, 3), PLACES);
    program =
        new NetworkProgram(
            context, layout, NetworkFamily.of(terms), CLIP, RowFactors.EQUAL, 1, rows);
  }

  /** The program of three rows of the class 2 of these weights, of which this class counts half. */
  private void make(RowFactors factors, double... weights) {
    NetworkTerms terms =
        NetworkTerms.builder(NetworkShape.classifier(2, List.of(4), 3)).watch(false).build();
    ProviderRows rows =
        new ProviderRows(
            "b", new double[][] {{1, 3, 5}, {2, 4, 6}}, new double[] {2, 2, 2}, weights);
    program =
        new NetworkProgram(
            context,
            new NetworkLayout(1024, List.of(2, 4, 3), PLACES),
            NetworkFamily.of(terms).withClassWeights(List.of(4.0, 1.0, 2.0)),
            CLIP,
            factors,
            1,
            rows);
  }

  @Test
  void privateInput_weightedRows_areOverTheHeaviestBehindTheLabels() {
    make(RowFactors.of(List.of(4.0, 1.0, 2.0), true), 64, 32, 16);
    forward(told(3, 8)).forEach(Ciphertext::close);

    List<long[]> input = program.privateInput(context, NetworkSteps.OUTPUTS, 0);

    assertThat(input).hasSize(4);
    try (Polynomial encoded = Polynomial.ofCoefficients(context, 1, input.get(3), 1)) {
      double[] slots =
          new Encoder(context).decode(encoded, NetworkLevels.factorScale(context.primes()));
      double[] rows = new double[slots.length / 4];
      for (int slot = 0; slot < slots.length; slot++) {
        assertThat(slots[slot]).isCloseTo(slots[slot / 4 * 4], within(1e-9));
        rows[slot / 4] = Math.rint(slots[slot] * 1e6) / 1e6 + 0.0;
      }
      assertThat(rows).startsWith(0, 0, 0, 0, 0).endsWith(0, 0);
      assertThat(Arrays.copyOfRange(rows, 5, 8)).containsExactlyInAnyOrder(.5, .25, .125);
    }
  }

  @Test
  void privateInput_weightsBeyondThePlans_refused() {
    make(RowFactors.of(List.of(4.0, 1.0, 2.0), true), 64, 32, 129);
    forward(told(3, 8)).forEach(Ciphertext::close);

    assertThatThrownBy(() -> program.privateInput(context, NetworkSteps.OUTPUTS, 0))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "cannot use the rows of provider b: a row's weight is too large under encryption,"
                + " expected at most 64.0; divide the weights by a number, the same at every"
                + " provider: nothing else changes");
    assertThatThrownBy(() -> make(RowFactors.EQUAL, 1, 2, 3))
        .isInstanceOf(ParleyException.class)
        .hasMessage(
            "cannot take the rows of b: they have weights, expected none in a plan where all rows"
                + " count the same");
  }

  private static byte[] told(int own, int batch) {
    return told(own, batch, CLIP);
  }

  private static byte[] told(int own, int batch, double clip) {
    return new BatchTold(Standardization.none(2, clip), LabelScale.NONE, new int[] {5, own}, batch)
        .toBytes();
  }

  private List<Ciphertext> forward(byte[] args) {
    try (Scope scope = Scope.open();
        Polynomial zero = Polynomial.zero(context, NetworkLevels.LOCAL_LIMBS)) {
      List<Ciphertext> weights =
          List.of(0, 1, 2).stream()
              .map(j -> Ciphertext.of(zero, zero, NetworkLevels.HIDDEN_SCALE))
              .toList();
      return program.step(keys(), NetworkSteps.FORWARD, 0, weights, args).stream()
          .filter(block -> block != null)
          .map(block -> (Ciphertext) block)
          .toList();
    }
  }

  /** A program of a network needs none. */
  @SuppressWarnings("NullAway")
  private static SessionKeys keys() {
    return null;
  }

  @Test
  void privateInput_afterForward_hasItsLabelsAtItsPlacesAlone() {
    forward(told(3, 8)).forEach(Ciphertext::close);

    List<long[]> labels = program.privateInput(context, NetworkSteps.OUTPUTS, 0);

    assertThat(labels).hasSize(3);
    for (int c = 0; c < 3; c++) {
      long[] words = labels.get(c);
      try (Polynomial encoded = Polynomial.ofCoefficients(context, 1, words, 1)) {
        double[] slots =
            new Encoder(context).decode(encoded, NetworkLevels.scale(context.parameters()));
        for (int slot = 0; slot < slots.length; slot++) {
          boolean own = slot / 4 >= 5 && slot / 4 < 8;
          assertThat(slots[slot])
              .as("output %d, slot %d", c, slot)
              .isCloseTo(own && c == 2 ? -1 : 0, within(1e-9));
        }
      }
    }
  }

  @Test
  void step_whatDoesNotFit_refused() {
    assertThatThrownBy(() -> program.privateInput(context, NetworkSteps.OUTPUTS, 0))
        .isInstanceOf(ParleyException.class)
        .hasMessage(
            "cannot add labels to train/outputs: expected train/outputs after train/forward");
    assertThatThrownBy(() -> forward(told(4, 8)))
        .isInstanceOf(ParleyException.class)
        .hasMessage("cannot take the rows of b: the driver counts others, expected 3, got 4");
    assertThatThrownBy(() -> forward(told(3, 9)))
        .isInstanceOf(ParleyException.class)
        .hasMessage(
            "cannot take a batch: the plan has too few places, expected at most 8 rows, got 9");
    assertThatThrownBy(() -> forward(told(3, 8, 16)))
        .isInstanceOf(ParleyException.class)
        .hasMessage(
            "cannot take the driver's standardisation: it cuts features elsewhere than the plan,"
                + " expected 3.0, got 16.0");
    forward(told(3, 8)).forEach(Ciphertext::close);
    assertThatThrownBy(() -> forward(told(3, 7)))
        .isInstanceOf(ParleyException.class)
        .hasMessage(
            "cannot take a step with the rows of b: the driver tells another batch than before,"
                + " expected the same in all iterations");
  }
}

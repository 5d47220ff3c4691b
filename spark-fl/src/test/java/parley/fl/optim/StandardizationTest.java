package parley.fl.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.error.ParleyException;

class StandardizationTest {
  private static final double NO_CLIP = Double.POSITIVE_INFINITY;
  private static final List<String> NAMES = List.of("glucose");

  @Test
  void standardization_ofSplitRows_isThatOfPooledRows() {
    ProviderRows all = rows(new double[] {1, 2, 3, 4, 50, 6}, new double[6]);
    ProviderRows a = rows(new double[] {1, 2}, new double[2]);
    ProviderRows b = rows(new double[] {3, 4, 50, 6}, new double[4]);
    Standardization split =
        StandardizationSums.total(List.of(a.sums(), b.sums())).standardization(NO_CLIP, NAMES);
    Standardization pooled = all.sums().standardization(NO_CLIP, NAMES);
    assertThat(split.mean()).containsExactly(pooled.mean(), within(1e-12));
    assertThat(split.scale()).containsExactly(pooled.scale(), within(1e-12));
    assertThat(pooled.mean()).containsExactly(11);
    assertThat(pooled.scale()[0]).isCloseTo(17.5119, within(1e-4));
  }

  @Test
  void standardization_withWeights_countsRowsThatOften() {
    ProviderRows weighted =
        new ProviderRows("a", new double[][] {{1, 5}}, new double[2], new double[] {3, 1});
    ProviderRows repeated = rows(new double[] {1, 1, 1, 5}, new double[4]);
    assertThat(weighted.sums().weightSum()).isEqualTo(repeated.sums().weightSum());
    assertThat(weighted.sums().mean()).containsExactly(2);
    assertThat(weighted.sums().squares()).containsExactly(12);
    assertThat(weighted.sums().standardization(NO_CLIP, NAMES).scale())
        .containsExactly(repeated.sums().standardization(NO_CLIP, NAMES).scale());
  }

  @Test
  void standardization_constantFeature_becomesZeroAndIsNamed() {
    Standardization s =
        rows(new double[] {1e6 + 0.1, 1e6 + 0.1, 1e6 + 0.1}, new double[3])
            .sums()
            .standardization(NO_CLIP, NAMES);
    assertThat(s.constantFeatures()).containsExactly(0);
    assertThat(s.scale()).containsExactly(1);
    assertThat(s.apply(0, 1e6 + 0.1)).isCloseTo(0, within(1e-6));
  }

  @Test
  void apply_outlier_isClipped() {
    Standardization s = Standardization.none(2, 3);
    assertThat(s.apply(new double[] {-7, 2})).containsExactly(-3, 2);
  }

  /**
   * Opened sums tell 0 and 1 from numbers, and no other two values: those are clipped where one is
   * rarer than 1 in 101. docs/command-line.md says so.
   */
  @Test
  void apply_rareOne_isNotClippedRareOtherIs() {
    for (double other : new double[] {1, 1000}) {
      double[] x = new double[200];
      x[7] = other;
      Standardization s = rows(x, new double[200]).sums().standardization(10, NAMES);
      assertThat(s.isIndicator(0)).isEqualTo(other == 1);
      assertThat(s.clips(0, other)).isEqualTo(other == 1000);
      assertThat(s.apply(0, other)).isCloseTo(other == 1 ? Math.sqrt(199) : 10, within(1e-9));
      assertThat(s.apply(0, 0)).isCloseTo(-1 / Math.sqrt(199), within(1e-9));
    }
  }

  @Test
  void ranges_mapTheirEnds_toMinusOneAndOne() {
    Standardization s = Standardization.ranges(new double[][] {{10, 20}, {5, 5}});
    assertThat(s.apply(new double[] {10, 5})).containsExactly(-1, 0);
    assertThat(s.apply(new double[] {20, 5})).containsExactly(1, 0);
    assertThat(s.constantFeatures()).containsExactly(1);
  }

  @Test
  void ranges_reversed_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Standardization.ranges(new double[][] {{2, 1}}))
        .withMessageContaining("feature 0");
  }

  @Test
  void toInputScale_anyRow_keepsItsMargin() {
    Random random = new Random(1);
    Standardization s = Standardization.of(new double[] {3, -2}, new double[] {0.5, 7}, NO_CLIP);
    double[] w = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
    double[] x = {random.nextGaussian(), random.nextGaussian()};
    double[] scaled = s.apply(x);
    assertThat(s.toInputScale(w).margin(x))
        .isCloseTo(w[0] * scaled[0] + w[1] * scaled[1] + w[2], within(1e-12));
  }

  /**
   * Offsets and values are such that their sums have no rounding. What is left is the last digit of
   * a provider's mean, 2^-12 where the offset is 2^40: with it the providers' means lie apart.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0x1p20, 0x1p40, -0x1p42})
  void standardization_withAnOffset_changesTheMeanAlone(double offset) {
    Random random = new Random(4);
    double[] x = random.doubles(60).map(u -> Math.rint(1024 * 200 * u) / 1024).toArray();
    double[] moved = Arrays.stream(x).map(value -> value + offset).toArray();
    Standardization base = split(x).standardization(NO_CLIP, NAMES);
    Standardization other = split(moved).standardization(NO_CLIP, NAMES);
    assertThat(other.constantFeatures()).isEmpty();
    assertThat(other.scale()[0]).isCloseTo(base.scale()[0], withinPercentage(1e-5));
    for (int i = 0; i < x.length; i++) {
      assertThat(other.apply(0, moved[i])).isCloseTo(base.apply(0, x[i]), within(1e-4));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-12, -9, -3, 3, 9, 12})
  void standardization_inAnotherUnit_changesMeanAndScaleByIt(int power) {
    double unit = Math.pow(10, power);
    double[] x = new Random(5).doubles(60, -3, 40).toArray();
    double[] scaled = Arrays.stream(x).map(value -> value * unit).toArray();
    Standardization base = split(x).standardization(NO_CLIP, NAMES);
    Standardization other = split(scaled).standardization(NO_CLIP, NAMES);
    assertThat(other.constantFeatures()).isEmpty();
    assertThat(other.mean()[0] / unit).isCloseTo(base.mean()[0], within(1e-12));
    assertThat(other.scale()[0] / unit).isCloseTo(base.scale()[0], within(1e-12));
  }

  @Test
  void standardization_sameConstantAtSeveralProviders_isConstant() {
    double[] x = new double[60];
    Arrays.fill(x, 1.7e12 + 0.1);
    assertThat(split(x).standardization(NO_CLIP, NAMES).constantFeatures()).containsExactly(0);
  }

  @Test
  void standardization_badSums_areRefusedByName() {
    assertThatThrownBy(() -> split(new double[] {1e200, -1e200, 0}).standardization(1, NAMES))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("feature glucose");
    ProviderRows weightless =
        new ProviderRows("a", new double[][] {{1, 5}}, new double[2], new double[2]);
    assertThatThrownBy(() -> weightless.sums().standardization(1, NAMES))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("weights add up to 0.0");
  }

  /** The sums of a column that three providers hold. */
  private static StandardizationSums split(double[] x) {
    int third = x.length / 3;
    return StandardizationSums.total(
        List.of(
            rows(Arrays.copyOfRange(x, 0, third), new double[third]).sums(),
            rows(Arrays.copyOfRange(x, third, 2 * third), new double[third]).sums(),
            rows(Arrays.copyOfRange(x, 2 * third, x.length), new double[x.length - 2 * third])
                .sums()));
  }

  private static ProviderRows rows(double[] column, double[] labels) {
    return new ProviderRows("a", new double[][] {column}, labels, new double[0]);
  }
}

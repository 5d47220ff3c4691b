package parley.fl.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StandardizationTest {
  private static final double NO_CLIP = Double.POSITIVE_INFINITY;

  @Test
  void standardization_ofSplitRows_isThatOfPooledRows() {
    ProviderRows all = rows(new double[] {1, 2, 3, 4, 50, 6}, new double[6]);
    ProviderRows a = rows(new double[] {1, 2}, new double[2]);
    ProviderRows b = rows(new double[] {3, 4, 50, 6}, new double[4]);
    Standardization split =
        StandardizationSums.total(List.of(a.sums(), b.sums())).standardization(NO_CLIP);
    Standardization pooled = all.sums().standardization(NO_CLIP);
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
    assertThat(weighted.sums().toArray()).containsExactly(repeated.sums().toArray());
    assertThat(weighted.sums().standardization(NO_CLIP).scale())
        .containsExactly(repeated.sums().standardization(NO_CLIP).scale());
  }

  @Test
  void standardization_constantFeature_becomesZeroAndIsNamed() {
    Standardization s =
        rows(new double[] {1e6 + 0.1, 1e6 + 0.1, 1e6 + 0.1}, new double[3])
            .sums()
            .standardization(NO_CLIP);
    assertThat(s.constantFeatures()).containsExactly(0);
    assertThat(s.scale()).containsExactly(1);
    assertThat(s.apply(0, 1e6 + 0.1)).isCloseTo(0, within(1e-6));
  }

  @Test
  void apply_outlier_isClipped() {
    Standardization s = Standardization.none(2, 3);
    assertThat(s.apply(new double[] {-7, 2})).containsExactly(-3, 2);
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

  @Test
  void fromArray_ofToArray_isTheSame() {
    StandardizationSums sums = rows(new double[] {1, 2, 4}, new double[3]).sums();
    assertThat(sums.toArray()).containsExactly(3, 7, 21);
    assertThat(StandardizationSums.fromArray(sums.toArray()).toArray())
        .containsExactly(sums.toArray());
  }

  private static ProviderRows rows(double[] column, double[] labels) {
    return new ProviderRows("a", new double[][] {column}, labels, new double[0]);
  }
}

package parley.fl.sum.masked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.fl.sum.SumSpec;
import parley.fl.sum.SumTerms;
import parley.mhe.masking.MaskedVector;
import parley.mhe.masking.MaskingPlan;
import parley.mhe.party.plan.RefusedException;

class MaskedDigitsTest {
  private static SumSpec spec(BigInteger bound, int length) {
    return SumSpec.of("a/sum", "numbers", length, bound);
  }

  /** Words that wrap, at their bounds: the sum of all providers is exact whatever its signs. */
  @ParameterizedTest
  @CsvSource({
    "27, 15, 32, 1", "27, 16, 64, 1", "31, 3, 64, 1", "61, 3, 64, 1", "61, 4, 64, 2",
    "63, 3, 64, 2", "64, 3, 64, 3", "95, 7, 64, 3", "96, 7, 64, 4", "511, 96, 64, 16"
  })
  void join_ofSummedWords_isTheSum(int bits, int providers, int word, int digits) {
    BigInteger bound = BigInteger.ONE.shiftLeft(bits);
    MaskedDigits split = MaskedDigits.of(spec(bound, 6), providers);
    assertThat(split.bits()).isEqualTo(word);
    assertThat(split.digits()).isEqualTo(digits);
    Random random = new Random(bits);
    BigInteger[] total = new BigInteger[6];
    Arrays.fill(total, BigInteger.ZERO);
    MaskedVector sum = MaskedVector.zeros(word, 6 * digits);
    for (int u = 0; u < providers; u++) {
      BigInteger[] numbers = {
        bound,
        bound.negate(),
        BigInteger.ZERO,
        BigInteger.ONE.negate(),
        new BigInteger(bits, random),
        new BigInteger(bits, random).negate()
      };
      Arrays.setAll(total, k -> total[k].add(numbers[k]));
      sum.add(split.split(numbers));
    }
    assertThat(split.join(sum.toLongs())).containsExactly(total);
  }

  @Test
  void requireOwn_otherStepsThanItsWords_isRefused() {
    List<String> names = List.of("a", "b", "c");
    SumSpec spec = spec(BigInteger.TEN, 4);
    MaskingPlan plan = MaskedSumPlan.of(names, List.of(spec), SumTerms.of("x/1", Map.of("k", "v")));
    MaskedSumPlan.requireOwn(plan);
    assertThat(MaskedSumPlan.specs(plan)).containsExactly(spec);
    assertThat(MaskedSumPlan.terms(plan)).isEqualTo(SumTerms.of("x/1", Map.of("k", "v")));
    TreeMap<String, String> other = new TreeMap<>(plan.arguments());
    other.put("sum.0000", spec(BigInteger.TEN, 3).toText());
    MaskingPlan lied = MaskingPlan.ofAll(names, plan.steps(), other);
    assertThatThrownBy(() -> MaskedSumPlan.requireOwn(lied))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("not those of the sums that it names");
  }
}

package parley.fl.sum.encrypted;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.fl.sum.SumSpec;
import parley.fl.sum.SumTerms;
import parley.mhe.ckks.CkksContext;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.Opens;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.policy.OpeningKind;

/** By which word a provider's policy allows a sum, whatever the sum is called. */
class SumPolicyTest {
  private static final List<String> PROVIDERS = List.of("a", "b", "c");

  @ParameterizedTest(name = "{0} in {1} rounds, {2} numbers, as {4}")
  @CsvSource({
    "TO_QUERIER, 1, 40, counts/sum, STATISTICS",
    "TO_QUERIER, 2, 40, predict/margins, STATISTICS",
    "TO_QUERIER, 30, 40, counts/sum, STATISTICS",
    "TO_QUERIER, 1, 9000, model/reveal, STATISTICS",
    "TO_ALL, 1, 3, counts/sum, GATE",
    "TO_ALL, 2, 40, standardize/moments, SUMS",
    "TO_ALL, 2, 9000, train/look-open, SUMS",
    "TO_ALL, 1, 40, standardize/moments, CURVATURE",
    "TO_ALL, 3, 40, standardize/moments, none"
  })
  void of_planOfASum_theWordOfItsNumbers(
      Opens to, int rounds, int length, String step, String kind) {
    SumSpec spec =
        SumSpec.of(step, "numbers", length, BigInteger.TWO.pow(40))
            .withAudience(to)
            .withOpenings(rounds);
    List<SumSpec> specs = List.of(spec);
    try (CkksContext context = CkksContext.open(SumParameters.choose(specs, PROVIDERS.size()))) {
      PartyPlan plan = SumPlan.of(context, PROVIDERS, specs, SumTerms.NONE);
      OpeningStep opening = (OpeningStep) plan.step(spec.openStep());
      Optional<OpeningKind> found = OpeningKind.of(plan, opening, EnumSet.allOf(OpeningKind.class));
      assertThat(found.map(OpeningKind::name).orElse("none")).isEqualTo(kind);
    }
  }
}

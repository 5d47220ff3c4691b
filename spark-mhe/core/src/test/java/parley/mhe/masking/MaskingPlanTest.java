package parley.mhe.masking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.mhe.protocol.ProtocolException;

class MaskingPlanTest {
  private static MaskingPlan plan(int count, int dropouts, int degree, int threshold, int least) {
    return new MaskingPlan(
        MaskedProviders.names(count),
        KeyExchange.HYBRID,
        dropouts,
        degree,
        threshold,
        least,
        2,
        false,
        MaskedProviders.step(1, 32, 3),
        new TreeMap<>());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | 0 | 1 | 2 | 2 | at least 3, got 2",
        "5 | 4 | 4 | 2 | 3 | drop-outs, expected 0 to 3, got 4",
        "5 | 1 | 4 | 1 | 4 | threshold, expected 2 to 4, got 1",
        "5 | 1 | 4 | 5 | 4 | threshold, expected 2 to 4, got 5",
        "10 | 6 | 9 | 4 | 4 | more than half of 10",
        "5 | 1 | 4 | 4 | 6 | 3 to 5, got 6",
        "5 | 1 | 4 | 4 | 2 | 3 to 5, got 2",
        "5 | 0 | 4 | 4 | 5 | a plan without drop-outs",
        "49 | 4 | 10 | 6 | 45 | at least 50",
        "60 | 4 | 11 | 6 | 45 | even number",
        "60 | 4 | 10 | 11 | 45 | 2 to 10, got 11"
      })
  void constructor_badNumbers_areRefused(
      int count, int dropouts, int degree, int threshold, int least, String message) {
    assertThatThrownBy(() -> plan(count, dropouts, degree, threshold, least))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void fromBytes_ofAPlan_isTheSamePlan() {
    MaskingPlan plan =
        MaskingPlan.surviving(
            2, MaskedProviders.names(7), MaskedProviders.step(4, 64, 9), Map.of("a", "b"));
    assertThat(MaskingPlan.fromBytes(plan.toBytes())).isEqualTo(plan);
    assertThat(plan.threshold()).isEqualTo(5);
    assertThatThrownBy(() -> MaskingPlan.fromBytes(new byte[] {0, 0, 0, 1, 7}))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void cohort_badKeys_areRefused() {
    MaskingPlan plan =
        MaskingPlan.ofAll(MaskedProviders.names(3), MaskedProviders.step(1, 32, 3), Map.of());
    try (MaskedProviders site = new MaskedProviders(plan, 1)) {
      var where = parley.mhe.protocol.Place.of(MaskedProviders.STEP);
      List<Advertisement> keys = site.advertise(where, plan.providers());
      List<List<Advertisement>> bad =
          List.of(
              keys.subList(0, 2),
              List.of(keys.get(0), keys.get(1), keys.get(1)),
              List.of(
                  keys.get(0), keys.get(1), new Advertisement("p0002", new byte[0], new byte[12])),
              List.of(
                  keys.get(0),
                  keys.get(1),
                  new Advertisement("x", new byte[0], keys.get(2).maskKey())));
      List<String> reasons = List.of("too few", "came twice", "too long or too short", "the plan");
      for (int i = 0; i < bad.size(); i++) {
        List<Advertisement> some = bad.get(i);
        assertThatThrownBy(() -> MaskCohort.of(site.session, plan.keysOf(where), some))
            .isInstanceOf(ProtocolException.class)
            .hasMessageContaining(reasons.get(i));
      }
    }
  }
}

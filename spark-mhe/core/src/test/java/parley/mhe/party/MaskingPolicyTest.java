package parley.mhe.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.mhe.masking.Advertisement;
import parley.mhe.masking.MaskedVector;
import parley.mhe.masking.MaskingPlan;
import parley.mhe.masking.MaskingStep;
import parley.mhe.masking.ShareBundle;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.policy.DisclosureLimits;
import parley.mhe.party.policy.OpeningKind;
import parley.mhe.party.policy.PolicyException;
import parley.mhe.party.policy.ProviderPolicy;
import parley.mhe.protocol.Place;

class MaskingPolicyTest {
  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final MaskingPlan PLAN =
      MaskingPlan.ofAll(NAMES, List.of(new MaskingStep("s", "sums", 2, 64, 5)), Map.of());

  @TempDir Path folder;

  private ProviderPolicy policy(
      long numbers,
      long sessions,
      Set<OpeningKind> openings,
      Set<String> algorithms,
      Set<String> plans,
      int least,
      DisclosureLimits limits) {
    return new ProviderPolicy(
        Path.of("p.json"),
        "00",
        Set.of(),
        0,
        numbers,
        Long.MAX_VALUE,
        sessions,
        openings,
        algorithms,
        plans,
        least,
        128,
        limits,
        Set.of(),
        folder.resolve("a.log"));
  }

  private ProviderPolicy allowing() {
    return policy(
        10,
        Long.MAX_VALUE,
        Set.of(OpeningKind.MASKED),
        Set.of("masked-sums"),
        Set.of(HexFormat.of().formatHex(PLAN.hash())),
        3,
        DisclosureLimits.NONE);
  }

  static Stream<Arguments> refusals() {
    Set<OpeningKind> masked = Set.of(OpeningKind.MASKED);
    DisclosureLimits none = DisclosureLimits.NONE;
    DisclosureLimits rows = new DisclosureLimits(10, 0, 0, 0, 1, "", 0);
    DisclosureLimits noise = new DisclosureLimits(0, 0, 0, 0, 1, "", 2);
    Set<String> any = Set.of();
    return Stream.of(
        Arguments.of(10, Set.of(OpeningKind.SUMS), any, any, 3, none, "does not allow"),
        Arguments.of(9, masked, any, any, 3, none, "at least 10, got 9"),
        Arguments.of(10, masked, Set.of("sum/1"), any, 3, none, "one of [sum/1], got masked-sums"),
        Arguments.of(10, masked, any, Set.of("00"), 3, none, "not one that was approved"),
        Arguments.of(10, masked, any, any, 4, none, "too few providers in a sum"),
        Arguments.of(10, masked, any, any, 3, rows, "cannot be held against sums under masks"),
        Arguments.of(10, masked, any, any, 3, noise, "cannot be held against sums under masks"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void join_aPlanThatThePolicyForbids_isRefusedAndWrittenDown(
      long numbers,
      Set<OpeningKind> openings,
      Set<String> algorithms,
      Set<String> plans,
      int least,
      DisclosureLimits limits,
      String message)
      throws IOException {
    ProviderPolicy policy =
        policy(numbers, Long.MAX_VALUE, openings, algorithms, plans, least, limits);
    assertThatThrownBy(() -> MaskingParty.join(PLAN, "a", List.of(policy)))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("a cannot join: ")
        .hasMessageContaining(message);
    assertThat(Files.readString(folder.resolve("a.log"))).contains("\"refused\"");
  }

  /** One line for a beginning, one for each unmasking whatever its repeats, one for a refusal. */
  @Test
  void unmask_underAPolicy_isInTheLogOnce() throws IOException {
    try (MaskingParty a = MaskingParty.join(PLAN, "a", List.of(allowing()));
        MaskingParty b = MaskingParty.join(PLAN, "b", List.of());
        MaskingParty c = MaskingParty.join(PLAN, "c", List.of())) {
      List<MaskingParty> all = List.of(a, b, c);
      TreeMap<String, byte[]> nonces = new TreeMap<>();
      all.forEach(party -> nonces.put(party.provider(), party.nonce()));
      all.forEach(party -> party.begin(nonces));
      Place where = Place.of("s");
      List<Advertisement> keys = all.stream().map(party -> party.advertise(where)).toList();
      List<ShareBundle> sent = new ArrayList<>();
      all.forEach(party -> sent.addAll(party.share(where, keys)));
      a.receive(where, sent.stream().filter(bundle -> bundle.to().equals("a")).toList());
      a.input(where, NAMES, MaskedVector.zeros(64, 5));
      a.unmask(where, new TreeSet<>(NAMES), Map.of());
      a.unmask(where, new TreeSet<>(NAMES), Map.of());
      assertThatThrownBy(() -> a.advertise(where.withAttempt(1)))
          .isInstanceOf(RefusedException.class);
    }
    List<String> lines = Files.readAllLines(folder.resolve("a.log"));
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).contains("\"began\"");
    assertThat(lines.get(1)).contains("\"answered\"", "masked-sums", "\"opened\":\"all\"");
    assertThat(lines.get(2)).contains("\"refused\"", "a second sum of it");
  }

  @Test
  void begin_beyondTheSessionsThatMay_isRefused() {
    ProviderPolicy once =
        policy(10, 1, Set.of(OpeningKind.MASKED), Set.of(), Set.of(), 3, DisclosureLimits.NONE);
    TreeMap<String, byte[]> nonces = new TreeMap<>();
    NAMES.forEach(name -> nonces.put(name, new byte[32]));
    try (MaskingParty first = MaskingParty.join(PLAN, "a", List.of(once))) {
      nonces.put("a", first.nonce());
      first.begin(nonces);
      assertThat(first.begin(nonces)).hasSize(32);
    }
    assertThatThrownBy(() -> MaskingParty.join(PLAN, "a", List.of(once)))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("the sessions that may begin are used up");
  }
}

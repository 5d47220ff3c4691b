package parley.mhe.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.layout.CoefficientLayout;
import parley.mhe.layout.ConversionMap;
import parley.mhe.layout.Factor;
import parley.mhe.layout.SlotLayout;
import parley.mhe.party.log.LogTotals;
import parley.mhe.party.plan.ConvertingStep;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.PlanStep;
import parley.mhe.party.plan.ProductStep;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.StepSource;
import parley.mhe.party.plan.SumRefreshStep;
import parley.mhe.party.plan.UploadStep;
import parley.mhe.party.policy.DisclosureLimits;
import parley.mhe.party.policy.OpeningKind;
import parley.mhe.party.policy.PolicyException;
import parley.mhe.party.policy.ProviderPolicy;
import parley.mhe.protocol.ProductShape;

/** What a policy's words allow: by what a step asks, whatever its name. */
class PolicyOpeningsTest {
  private CkksContext context;

  @BeforeEach
  void open() {
    System.setProperty("parley.insecure", "true");
    context = CkksContext.open(CkksParameters.INSECURE_TOY);
  }

  @AfterEach
  void close() {
    context.close();
  }

  private static ProviderPolicy policy(Set<OpeningKind> openings, long rows, long numbers) {
    return new ProviderPolicy(
        Path.of("p.json"),
        "",
        Set.of(),
        rows,
        numbers,
        Long.MAX_VALUE,
        Long.MAX_VALUE,
        openings,
        Set.of(),
        Set.of(),
        3,
        128,
        DisclosureLimits.NONE,
        Set.of(),
        Path.of("p.log"));
  }

  private static UploadStep.Builder sums(String name, int values) {
    return UploadStep.builder(name, ProtocolKind.SUMS).output(5, 70).values(values).maxAbs(1);
  }

  /** Opens what the step "up" of its phase gives. */
  private static OpeningStep.Builder toAll(String name, int limbs, double scale, int values) {
    return OpeningStep.builder(name, ProtocolKind.DECRYPTION)
        .input(limbs, scale)
        .source(StepSource.of(up(name)))
        .values(values)
        .maxAbs(1)
        .ciphertextDeviation(8);
  }

  private static OpeningStep.Builder toQuerier(String name, int limbs, double scale) {
    return OpeningStep.builder(name, ProtocolKind.KEY_SWITCH)
        .input(limbs, scale)
        .source(StepSource.of(up(name)))
        .maxAbs(1)
        .ciphertextDeviation(8)
        .rows(4);
  }

  private static OpeningStep.Builder computed(OpeningStep.Builder opening) {
    return computed(opening, "a/up");
  }

  private static OpeningStep.Builder computed(OpeningStep.Builder opening, String from) {
    return opening.source(StepSource.computedFrom(from));
  }

  private static String up(String name) {
    return name.substring(0, name.indexOf('/')) + "/up";
  }

  private static SumRefreshStep.Builder refresh(String name) {
    return SumRefreshStep.builder(name)
        .limbs(4, 5)
        .logScales(45, 90)
        .maxAbs(1)
        .floodBits(20)
        .source(StepSource.of("o/map"));
  }

  private static SumRefreshStep.Builder layer(String name) {
    return refresh(name).counts(3, 2).stride(8).floodBits(0);
  }

  private static OpeningStep.Builder layerToQuerier(String name) {
    return toQuerier(name, 5, 90).objects(2).floodBits(20);
  }

  private static ConversionMap toBlocks() {
    return ConversionMap.toCoefficients(
        new SlotLayout(1024, 5, 2), CoefficientLayout.of(1024, 5, 2), Factor.ONE);
  }

  private static PlanStep masked() {
    return ConvertingStep.builder("m/masked")
        .map(toBlocks())
        .limbs(5, 5)
        .logScales(45, 45)
        .maxAbs(1)
        .source(StepSource.computedFrom("o/map"))
        .build();
  }

  private static PlanStep product(String name, boolean transposed) {
    return ProductStep.builder(name)
        .masked("m/masked")
        .shape(new ProductShape(toBlocks(), 512, transposed, 2))
        .numbers(5, 45, 90)
        .build();
  }

  private static UploadStep.Builder gradient() {
    return UploadStep.builder("a/up", ProtocolKind.UPLOAD).inputs(1, 5, 45).output(5, 70);
  }

  /** Values at so many encrypted numbers; 0 for none. */
  private static UploadStep.Builder hidden(int inputs) {
    UploadStep.Builder step =
        UploadStep.builder("a/map", ProtocolKind.SUM_UPLOAD).output(4, 45).values(4).rounds(9);
    return inputs == 0 ? step : step.inputs(inputs, 5, 45);
  }

  private static SumRefreshStep.Builder gradients() {
    return refresh("a/up").counts(4, 1).rounds(9).source(StepSource.of("a/map"));
  }

  private static UploadStep.Builder product(String source) {
    return UploadStep.builder("b/product", ProtocolKind.SUM_UPLOAD)
        .inputs(1, 4, 45)
        .output(4, 45)
        .values(1)
        .source(StepSource.of(source));
  }

  private static UploadStep.Builder counts() {
    return UploadStep.builder("a/up", ProtocolKind.UPLOAD).output(5, 70).values(3);
  }

  private PartyPlan plan(List<PlanStep> steps) {
    PartyPlan.Builder plan =
        PartyPlan.builder("test", context)
            .providers(TestParties.NAMES)
            .publicKey()
            .step(UploadStep.builder("o/map", ProtocolKind.UPLOAD).output(4, 45).build());
    steps.forEach(plan::step);
    return plan.build();
  }

  /** A training that opens all there is, its five openings under these names. */
  private PartyPlan everything(List<String> names) {
    return plan(
        List.of(
            sums("a/up", 6).rounds(2).build(),
            toAll("a/" + names.get(0), 5, 70, 6).rounds(2).build(),
            sums("b/up", 4).build(),
            toAll("b/" + names.get(1), 5, 70, 4).build(),
            refresh("c/up").rounds(9).build(),
            toAll("c/" + names.get(2), 5, 90, 1).rounds(9).objects(2).attempts(4).build(),
            refresh("d/up").build(),
            toQuerier("d/" + names.get(3), 5, 90).objects(2).build(),
            toQuerier("e/" + names.get(4), 3, 80)
                .source(StepSource.computedFrom("d/up"))
                .rounds(5)
                .floodBits(20)
                .build()));
  }

  /** Whatever the names, in whatever order: what decides is not among them. */
  @Test
  void requirePlan_stepsRenamed_allowedAndRefusedAsBefore() {
    List<List<String>> namings =
        List.of(
            List.of("moments-open", "curvature-open", "look-open", "reveal", "margins"),
            List.of("margins", "reveal", "look-open", "curvature-open", "moments-open"),
            List.of("v", "w", "x", "y", "z"));
    Set<OpeningKind> needed =
        EnumSet.complementOf(
            EnumSet.of(
                OpeningKind.STATISTICS,
                OpeningKind.GRADIENTS,
                OpeningKind.GATE,
                OpeningKind.PRODUCT,
                OpeningKind.COUNTS,
                OpeningKind.MASKED));
    int allowed = 0;
    for (int bits = 0; bits < 1 << OpeningKind.values().length; bits++) {
      EnumSet<OpeningKind> words = EnumSet.noneOf(OpeningKind.class);
      for (OpeningKind kind : OpeningKind.values()) {
        if ((bits >> kind.ordinal() & 1) != 0) {
          words.add(kind);
        }
      }
      PolicyCheck check = new PolicyCheck(policy(words, 1000, 1000), "a");
      for (List<String> names : namings) {
        boolean refused = false;
        try {
          check.requirePlan(everything(names));
        } catch (PolicyException e) {
          refused = true;
        }
        assertThat(refused).as(words + " " + names).isNotEqualTo(words.containsAll(needed));
        allowed += refused ? 0 : 1;
      }
    }
    // Each of the other words there or not.
    assertThat(allowed).isEqualTo(64 * namings.size());
  }

  private static Arguments row(String name, Set<OpeningKind> allows, PlanStep... steps) {
    return Arguments.of(name, List.of(steps), allows);
  }

  /** The last step of each is what is judged; the words are those that allow it. */
  static Stream<Arguments> openings() {
    Set<OpeningKind> none = Set.of();
    return Stream.of(
        row(
            "sums in two rounds",
            Set.of(OpeningKind.SUMS),
            sums("a/up", 6).rounds(2).build(),
            toAll("a/open", 5, 70, 6).rounds(2).build()),
        row(
            "sums in one round",
            Set.of(OpeningKind.SUMS, OpeningKind.CURVATURE),
            sums("a/up", 6).build(),
            toAll("a/open", 5, 70, 6).build()),
        row(
            "sums of two ciphertexts",
            Set.of(OpeningKind.SUMS),
            sums("a/up", 1500).rounds(2).build(),
            toAll("a/open", 5, 70, 1024).rounds(2).objects(2).build()),
        row(
            "sums and one ciphertext more",
            none,
            sums("a/up", 1500).build(),
            toAll("a/open", 5, 70, 1024).objects(3).build()),
        row(
            "sums in three",
            none,
            sums("a/up", 6).rounds(3).build(),
            toAll("a/open", 5, 70, 6).rounds(3).build()),
        row(
            "more numbers than sums",
            none,
            sums("a/up", 6).build(),
            toAll("a/open", 5, 70, 7).build()),
        row(
            "all coefficients of sums",
            none,
            sums("a/up", 6).build(),
            toAll("a/open", 5, 70, 0).build()),
        row(
            "computed from sums",
            none,
            sums("a/up", 6).build(),
            computed(toAll("a/open", 4, 71, 6)).build()),
        row(
            "sums again and again",
            none,
            sums("a/up", 6).build(),
            toAll("a/open", 5, 70, 6).attempts(2).build()),
        row("of uploads", none, computed(toAll("prepare/moments-open", 5, 70, 6), "o/map").build()),
        row("of a gradient", none, gradient().values(6).build(), toAll("a/open", 5, 70, 6).build()),
        row(
            "of a gradient to the querier",
            none,
            gradient().build(),
            toQuerier("a/open", 5, 70).floodBits(20).build()),
        row(
            "sums to the querier",
            Set.of(OpeningKind.SUMS, OpeningKind.STATISTICS),
            sums("a/up", 6).rounds(2).build(),
            toQuerier("a/open", 5, 70).rounds(2).rows(6).build()),
        row(
            "sums to the querier again and again",
            Set.of(OpeningKind.STATISTICS),
            sums("a/up", 1500).rounds(40).build(),
            toQuerier("a/open", 5, 70).rounds(40).objects(2).rows(1024).build()),
        row(
            "sums to the querier that count half a ciphertext",
            none,
            sums("a/up", 1500).rounds(40).build(),
            toQuerier("a/open", 5, 70).rounds(40).objects(2).rows(0).build()),
        row(
            "sums to the querier that count too few",
            none,
            sums("a/up", 6).rounds(3).build(),
            toQuerier("a/open", 5, 70).rounds(3).rows(5).build()),
        row(
            "sums to the querier about a model",
            none,
            sums("a/up", 6).inputs(1, 5, 45).build(),
            toQuerier("a/open", 5, 70).rows(6).build()),
        row(
            "computed from sums to the querier",
            none,
            sums("a/up", 6).rounds(3).build(),
            computed(toQuerier("a/open", 5, 70).rounds(3).rows(6)).build()),
        row(
            "how many rows",
            Set.of(OpeningKind.SUMS, OpeningKind.CURVATURE, OpeningKind.GATE, OpeningKind.COUNTS),
            sums("a/up", 3).build(),
            toAll("a/open", 5, 70, 3).build()),
        row(
            "how many rows, twice",
            Set.of(OpeningKind.SUMS),
            sums("a/up", 3).rounds(2).build(),
            toAll("a/open", 5, 70, 3).rounds(2).build()),
        row(
            "counts to the querier",
            Set.of(OpeningKind.SUMS),
            counts().build(),
            toQuerier("a/open", 5, 70).objects(3).build()),
        row(
            "counts to the querier thrice",
            none,
            counts().build(),
            toQuerier("a/open", 5, 70).rounds(3).build()),
        row(
            "looks",
            Set.of(OpeningKind.LOOKS),
            refresh("a/up").build(),
            toAll("a/open", 5, 90, 1).build()),
        row(
            "looks at more numbers",
            none,
            refresh("a/up").build(),
            toAll("a/open", 5, 90, 2).build()),
        row(
            "more looks a round",
            none,
            refresh("a/up").build(),
            toAll("a/open", 5, 90, 1).objects(3).build()),
        row(
            "looks at what is not flooded",
            none,
            refresh("a/up").floodBits(0).build(),
            toAll("a/open", 5, 90, 1).build()),
        row(
            "weights",
            Set.of(OpeningKind.WEIGHTS),
            refresh("a/up").build(),
            toQuerier("a/open", 5, 90).build()),
        row(
            "a product of uploads",
            Set.of(OpeningKind.PRODUCT),
            product("o/map").build(),
            refresh("c/refreshed").source(StepSource.of("b/product")).build(),
            toQuerier("c/open", 5, 90).source(StepSource.of("c/refreshed")).rows(1).build()),
        row(
            "a product of uploads, twice",
            none,
            product("o/map").build(),
            refresh("c/refreshed").rounds(2).source(StepSource.of("b/product")).build(),
            toQuerier("c/open", 5, 90)
                .source(StepSource.of("c/refreshed"))
                .rows(1)
                .rounds(2)
                .build()),
        row(
            "a product with what the driver computed",
            Set.of(OpeningKind.WEIGHTS),
            product("o/map").source(StepSource.computedFrom("o/map")).build(),
            refresh("c/refreshed").source(StepSource.of("b/product")).build(),
            toQuerier("c/open", 5, 90).source(StepSource.of("c/refreshed")).rows(1).build()),
        row(
            "weights of two rounds",
            none,
            refresh("a/up").build(),
            toQuerier("a/open", 5, 90).rounds(2).build()),
        row(
            "weights that are not flooded",
            none,
            refresh("a/up").floodBits(0).build(),
            toQuerier("a/open", 5, 90).floodBits(20).build()),
        row(
            "a layer",
            Set.of(OpeningKind.WEIGHTS),
            layer("a/up").build(),
            layerToQuerier("a/open").build()),
        row(
            "a layer that is not flooded",
            none,
            layer("a/up").build(),
            layerToQuerier("a/open").floodBits(0).build()),
        row(
            "a layer that is not counted",
            none,
            layer("a/up").build(),
            layerToQuerier("a/open").rows(0).build()),
        row(
            "a layer twice",
            none,
            layer("a/up").build(),
            layerToQuerier("a/open").rounds(2).build()),
        row(
            "a layer of every round",
            none,
            layer("a/up").rounds(9).build(),
            layerToQuerier("a/open").build()),
        row(
            "more than a layer",
            none,
            layer("a/up").build(),
            layerToQuerier("a/open").objects(3).build()),
        row(
            "a layer of constants",
            none,
            layer("a/up").stride(0).build(),
            layerToQuerier("a/open").build()),
        row(
            "a layer to all",
            none,
            layer("a/up").build(),
            toAll("a/open", 5, 90, 0).objects(2).build()),
        row(
            "gradients",
            Set.of(OpeningKind.GRADIENTS),
            hidden(2).build(),
            gradients().build(),
            toQuerier("a/open", 5, 90).rounds(9).build()),
        row(
            "gradients of one round",
            Set.of(OpeningKind.WEIGHTS, OpeningKind.GRADIENTS),
            hidden(2).build(),
            gradients().build(),
            toQuerier("a/open", 5, 90).build()),
        row(
            "gradients of which not all count",
            none,
            hidden(2).build(),
            gradients().build(),
            toQuerier("a/open", 5, 90).rows(3).rounds(9).build()),
        row(
            "gradients at nothing encrypted",
            none,
            hidden(0).build(),
            gradients().build(),
            toQuerier("a/open", 5, 90).rounds(9).build()),
        row(
            "gradients at what a step gave",
            none,
            hidden(2).source(StepSource.computedFrom("o/map")).build(),
            gradients().build(),
            toQuerier("a/open", 5, 90).rounds(9).build()),
        row(
            "gradients that the driver computed with",
            none,
            hidden(2).build(),
            gradients().source(StepSource.computedFrom("a/map")).build(),
            toQuerier("a/open", 5, 90).rounds(9).build()),
        row(
            "gradients that are not flooded",
            none,
            hidden(2).build(),
            gradients().floodBits(0).build(),
            toQuerier("a/open", 5, 90).rounds(9).build()),
        row(
            "margins",
            Set.of(OpeningKind.MARGINS),
            refresh("a/up").build(),
            computed(toQuerier("a/open", 4, 80).rounds(9).floodBits(20)).build()),
        row(
            "margins that are not flooded",
            none,
            computed(toQuerier("a/open", 4, 80), "o/map").build()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("openings")
  void requirePlan_oneOpening_allowedByItsWordsAlone(
      String name, List<PlanStep> steps, Set<OpeningKind> allows) {
    PartyPlan plan = plan(steps);
    for (OpeningKind word : OpeningKind.values()) {
      PolicyCheck check = new PolicyCheck(policy(Set.of(word), 1000, 100_000), "a");
      if (allows.contains(word)) {
        assertThatCode(() -> check.requirePlan(plan)).as(word.word()).doesNotThrowAnyException();
      } else {
        assertThatThrownBy(() -> check.requirePlan(plan))
            .as(word.word())
            .isInstanceOf(PolicyException.class)
            .hasMessageContaining(
                "the plan opens what the policy does not allow, by the policy p.json expected one"
                    + " step of each of ["
                    + word.word()
                    + (word.allowsOneStep()
                        ? "], got "
                        : "] and any number of " + word.word() + ", got ")
                    + steps.get(steps.size() - 1).name());
      }
    }
  }

  /** Else the wide word would be gone when the step comes that needs it. */
  @Test
  void requirePlan_narrowStepFirst_takesTheNarrowWord() {
    PartyPlan plan =
        plan(
            List.of(
                sums("a/up", 4).build(),
                toAll("a/open", 5, 70, 4).build(),
                sums("b/up", 6).rounds(2).build(),
                toAll("b/open", 5, 70, 6).rounds(2).build()));
    Set<OpeningKind> both = Set.of(OpeningKind.SUMS, OpeningKind.CURVATURE);
    PolicyCheck check = new PolicyCheck(policy(both, 0, 1000), "a");
    assertThatCode(() -> check.requirePlan(plan)).doesNotThrowAnyException();
  }

  /** A word is no licence for more of the same, flooded twice and so like layers or not. */
  @Test
  void requirePlan_twoOpeningsOfOneWord_refused() {
    PartyPlan plan =
        plan(
            List.of(
                refresh("a/up").stride(8).build(),
                toQuerier("a/open", 5, 90).floodBits(20).build(),
                refresh("b/up").stride(8).build(),
                toQuerier("b/open", 5, 90).floodBits(20).build()));
    PolicyCheck check = new PolicyCheck(policy(Set.of(OpeningKind.WEIGHTS), 1000, 1000), "a");
    assertThatThrownBy(() -> check.requirePlan(plan))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(
            "got b/open, 1 x 1 openings of all coefficients to the querier, which is of kind"
                + " weights");
  }

  /** What is no network's release, though each of its steps alone would be a layer's. */
  static Stream<Arguments> moreThanLayers() {
    return Stream.of(
        row(
            "three layers",
            Set.of(),
            layer("a/up").build(),
            layerToQuerier("a/open").build(),
            layer("b/up").build(),
            layerToQuerier("b/open").build(),
            layer("c/up").build(),
            layerToQuerier("c/open").build()),
        row(
            "four layers and one product over rows",
            Set.of(),
            masked(),
            product("m/gradient", true),
            product("m/forward", false),
            layer("a/up").build(),
            layerToQuerier("a/open").build(),
            layer("b/up").build(),
            layerToQuerier("b/open").build(),
            layer("c/up").build(),
            layerToQuerier("c/open").build(),
            layer("d/up").build(),
            layerToQuerier("d/open").build()),
        row(
            "one layer in two steps",
            Set.of(),
            layer("a/up").build(),
            layerToQuerier("a/open").build(),
            layerToQuerier("a/again").build()),
        row(
            "a layer before a whole model",
            Set.of(),
            layer("a/up").build(),
            layerToQuerier("a/open").build(),
            refresh("b/up").build(),
            toQuerier("b/open", 5, 90).build()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("moreThanLayers")
  void requirePlan_moreThanTwoLayers_refused(
      String name, List<PlanStep> steps, Set<OpeningKind> allows) {
    PolicyCheck check = new PolicyCheck(policy(Set.of(OpeningKind.WEIGHTS), 1000, 1000), "a");
    assertThatThrownBy(() -> check.requirePlan(plan(steps)))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(
            "expected one step of each of [weights], got a/open, 1 x 2 openings of all"
                + " coefficients to the querier, which is of no kind");
  }

  @Test
  void requirePlan_bothLayers_allowedByOneWord() {
    PartyPlan plan =
        plan(
            List.of(
                layer("a/up").build(),
                layerToQuerier("a/open").build(),
                layer("b/up").build(),
                layerToQuerier("b/open").build()));
    PolicyCheck check = new PolicyCheck(policy(Set.of(OpeningKind.WEIGHTS), 1000, 1000), "a");
    assertThatCode(() -> check.requirePlan(plan)).doesNotThrowAnyException();
  }

  /** A layer between two hidden ones has a masked product that sums over rows. */
  @Test
  void requirePlan_threeLayersWithAProductOverRows_allowedByOneWord() {
    PartyPlan plan =
        plan(
            List.of(
                masked(),
                product("m/forward", false),
                product("m/gradient", true),
                layer("a/up").build(),
                layerToQuerier("a/open").build(),
                layer("b/up").build(),
                layerToQuerier("b/open").build(),
                layer("c/up").build(),
                layerToQuerier("c/open").build()));
    PolicyCheck check = new PolicyCheck(policy(Set.of(OpeningKind.WEIGHTS), 1000, 1000), "a");
    assertThatCode(() -> check.requirePlan(plan)).doesNotThrowAnyException();
  }

  /** Else the wider word would be gone when the step's sums come. */
  @Test
  void requirePlan_rowCountsFirst_takeTheNarrowWord() {
    PartyPlan plan =
        plan(
            List.of(
                sums("a/up", 3).build(),
                toAll("a/open", 5, 70, 3).build(),
                sums("b/up", 4).build(),
                toAll("b/open", 5, 70, 4).build()));
    Set<OpeningKind> both = Set.of(OpeningKind.CURVATURE, OpeningKind.COUNTS);
    PolicyCheck check = new PolicyCheck(policy(both, 0, 1000), "a");
    assertThatCode(() -> check.requirePlan(plan)).doesNotThrowAnyException();
  }

  /** The one word that no step uses up, and so leaves the others to the steps that need them. */
  @Test
  void requirePlan_severalStatistics_allowedBesideASum() {
    PartyPlan plan =
        plan(
            List.of(
                sums("a/up", 6).build(),
                toQuerier("a/open", 5, 70).rows(6).build(),
                sums("b/up", 4).rounds(9).build(),
                toQuerier("b/open", 5, 70).rounds(9).rows(4).build(),
                sums("c/up", 6).rounds(2).build(),
                toAll("c/open", 5, 70, 6).rounds(2).build()));
    Set<OpeningKind> both = Set.of(OpeningKind.SUMS, OpeningKind.STATISTICS);
    PolicyCheck check = new PolicyCheck(policy(both, 1000, 1000), "a");
    assertThatCode(() -> check.requirePlan(plan)).doesNotThrowAnyException();
    LogTotals before = new LogTotals(Set.of(), Map.of());
    new PolicyCheck(policy(both, 42, 1000), "a").requireRowsFor(plan, before);
    assertThatThrownBy(
            () -> new PolicyCheck(policy(both, 41, 1000), "a").requireRowsFor(plan, before))
        .hasMessageContaining("at least 42 rows for its own openings");
  }

  /** A thousand whole ciphertexts to all, under the name of the sums, with no row to spare. */
  @Test
  void requirePlan_wholeCiphertextsUnderTheNameOfSums_refused() {
    PartyPlan plan =
        plan(
            List.of(
                computed(toAll("prepare/moments-open", 5, 90, 0), "o/map").rounds(1000).build()));
    PolicyCheck check = new PolicyCheck(policy(Set.of(OpeningKind.SUMS), 0, 1000), "a");
    assertThatThrownBy(() -> check.requirePlan(plan))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("which is of no kind");
  }

  @Test
  void requireRowsFor_weightsAndOnePrediction_counted() {
    PartyPlan plan = everything(List.of("v", "w", "x", "y", "z"));
    Set<OpeningKind> all = EnumSet.allOf(OpeningKind.class);
    LogTotals before = new LogTotals(Set.of(), Map.of());
    new PolicyCheck(policy(all, 12, 1000), "a").requireRowsFor(plan, before);
    assertThatThrownBy(
            () -> new PolicyCheck(policy(all, 11, 1000), "a").requireRowsFor(plan, before))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(
            "at least 8 rows for its own openings and 4 for one prediction, got 11");
  }

  @Test
  void requireNumbersFor_planBeyondTheBudget_refused() {
    PartyPlan plan = everything(List.of("v", "w", "x", "y", "z"));
    // Two rounds of 6, one of 4, and 9 rounds of 2 looks in 4 attempts.
    long needed = 12 + 4 + 72;
    Set<OpeningKind> all = EnumSet.allOf(OpeningKind.class);
    new PolicyCheck(policy(all, 1000, needed), "a").requireNumbersFor(plan);
    assertThatThrownBy(
            () -> new PolicyCheck(policy(all, 1000, needed - 1), "a").requireNumbersFor(plan))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(
            "the budget of numbers opened to all is too small for the plan, by the policy p.json"
                + " expected at least 88, got 87");
  }
}

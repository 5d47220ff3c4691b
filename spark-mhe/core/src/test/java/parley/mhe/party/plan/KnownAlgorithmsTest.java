package parley.mhe.party.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.party.Party;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/** A party makes the plan of a known algorithm itself and takes no other. */
class KnownAlgorithmsTest {
  private static final List<String> NAMES = List.of("a", "b", "c");

  private CkksContext context;

  /** Its plan has one step of each kind; and it keeps all arguments. */
  private record Everything(Set<String> ids) implements KnownAlgorithm {
    @Override
    public PartyPlan plan(
        String id,
        CkksContext context,
        SortedMap<String, String> arguments,
        List<String> providers,
        boolean allowTwoProviders) {
      return builder(id, context, arguments, providers)
          .allowTwoProviders(allowTwoProviders)
          .build();
    }

    static PartyPlan.Builder builder(
        String id, CkksContext context, SortedMap<String, String> arguments, List<String> names) {
      PartyPlan.Builder plan =
          PartyPlan.builder(id, context).providers(names).publicKey().rotationKeys(5, 25);
      arguments.forEach(plan::argument);
      TestSteps.ALL.forEach(plan::step);
      return plan;
    }
  }

  @BeforeEach
  void open() {
    System.setProperty("parley.insecure", "true");
    context = CkksContext.open(CkksParameters.INSECURE_TOY);
  }

  @AfterEach
  void close() {
    context.close();
  }

  private static KnownAlgorithms known() {
    return KnownAlgorithms.of(List.of(new Everything(Set.of("one/1", "other/1"))));
  }

  private PartyPlan.Builder plan(List<PlanStep> steps) {
    PartyPlan.Builder plan =
        PartyPlan.builder("one/1", context).providers(NAMES).publicKey().rotationKeys(5, 25);
    steps.forEach(plan::step);
    return plan;
  }

  @Test
  void require_planOfTheAlgorithm_accepted() {
    assertThatCode(() -> known().require(plan(TestSteps.ALL).build())).doesNotThrowAnyException();
    PartyPlan more = plan(TestSteps.ALL).argument("n", "3").allowTwoProviders(true).build();
    assertThatCode(() -> known().require(PartyPlan.fromBytes(more.toBytes())))
        .doesNotThrowAnyException();
  }

  /** Each field of each kind, changed as bytes on their way would be. */
  static Stream<Arguments> fields() {
    List<Arguments> rows = new ArrayList<>();
    for (int step = 0; step < TestSteps.ALL.size(); step++) {
      for (int field = 0; field < PlanStep.allFields(TestSteps.ALL.get(step)).size(); field++) {
        rows.add(Arguments.of(step, field));
      }
    }
    return rows.stream();
  }

  @ParameterizedTest
  @MethodSource("fields")
  void require_oneNumberOfAStepChanged_refusedByStepAndField(int index, int field) {
    PlanStep step = TestSteps.ALL.get(index);
    PlanField changed = PlanStep.allFields(step).get(field);
    PlanStep other = with(step, field);
    if (other == null) {
      // A decryption has neither rows nor flooding, and whole coefficients go to the querier. What
      // a product multiplies is always computed.
      assertThat(step).isInstanceOfAny(OpeningStep.class, UploadStep.class, ProductStep.class);
      assertThat(changed.value())
          .isIn(step instanceof ProductStep ? List.of(true) : List.of(0, 0.0, false));
      return;
    }
    assertThat(other).isNotEqualTo(step);
    List<PlanStep> steps = new ArrayList<>(TestSteps.ALL);
    steps.set(index, other);
    PartyPlan.Builder plan = plan(steps);
    PartyPlan deviating;
    try {
      deviating = plan.build();
    } catch (IllegalArgumentException e) {
      // What other steps take no longer fits: such a plan cannot even be made.
      assertThat(e).hasMessageContaining(" does not fit, expected ");
      return;
    }

    assertThatThrownBy(() -> known().require(deviating))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "cannot join: the plan is not the one that one/1 gives for its arguments, expected "
                + changed.value()
                + " for "
                + changed.name()
                + " in the step "
                + step.name()
                + ", got "
                + PlanStep.allFields(other).get(field).value());
  }

  /** The same step with the next value in one field; null where no other value is valid there. */
  private static PlanStep with(PlanStep step, int index) {
    List<PlanField> fields = PlanStep.allFields(step);
    for (Object value : others(fields.get(index).value())) {
      if (value.equals(fields.get(index).value())) {
        continue;
      }
      WireWriter out = new WireWriter().add(step.protocol().name()).add(step.name());
      IntStream.range(0, fields.size())
          .forEach(i -> (i == index ? new PlanField("", value) : fields.get(i)).writeTo(out));
      try {
        return PlanStep.readFrom(new WireReader(out.toBytes(), "step"));
      } catch (IllegalArgumentException e) {
        continue;
      }
    }
    return null;
  }

  private static List<Object> others(Object value) {
    if (value instanceof Integer number) {
      return List.of(number + 1, number * 2, number - 1, number + 2, 20);
    } else if (value instanceof Double number) {
      return List.of(Math.nextUp(number), number + 1);
    } else if (value instanceof Boolean truth) {
      return List.of(!truth);
    } else if (value instanceof List<?> list) {
      return List.of(list.subList(0, 1));
    }
    if (value instanceof String map && map.startsWith("conversion/")) {
      return List.of(map.replace("factor=1/", "factor=3/"));
    }
    return List.of(value.equals("train/map") ? "train/sum-map" : "train/map", "");
  }

  @Test
  void require_stepMissingRenamedOrAdded_refused() {
    List<PlanStep> all = TestSteps.ALL;
    PlanStep more = UploadStep.builder("train/more", ProtocolKind.UPLOAD).output(1, 45).build();
    assertThatThrownBy(() -> known().require(plan(all.subList(0, all.size() - 1)).build()))
        .hasMessageEndingWith("expected train/switch, got none");
    List<PlanStep> longer = new ArrayList<>(all);
    longer.add(more);
    assertThatThrownBy(() -> known().require(plan(longer).build()))
        .hasMessageEndingWith("expected no further step, got train/more");
    longer.add(3, longer.remove(all.size()));
    assertThatThrownBy(() -> known().require(plan(longer).build()))
        .hasMessageEndingWith("expected the step train/renew, got train/more");
  }

  @Test
  void require_otherAutomorphisms_refused() {
    PartyPlan.Builder plan =
        PartyPlan.builder("one/1", context).providers(NAMES).publicKey().rotationKeys(5, 125);
    TestSteps.ALL.forEach(plan::step);
    assertThatThrownBy(() -> known().require(plan.build()))
        .hasMessageEndingWith(
            "expected [5, 25] for automorphisms in the step keys/rotation, got [5, 125]");
  }

  @Test
  void require_algorithmThatNobodyKnows_onInsecureParametersAlone() {
    PartyPlan test = PartyPlan.builder("test", context).providers(NAMES).publicKey().build();
    assertThatCode(() -> known().require(test)).doesNotThrowAnyException();
    try (CkksContext secure = CkksContext.open(CkksParameters.SECURE_14)) {
      PartyPlan plan = PartyPlan.builder("test", secure).providers(NAMES).publicKey().build();
      assertThatThrownBy(() -> known().require(plan))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("nobody here knows the algorithm")
          .hasMessageContaining("expected one of [one/1, other/1]")
          .hasMessageEndingWith("got test");
      assertThatThrownBy(() -> Party.join(plan, "a"))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("nobody here knows the algorithm");
    }
  }

  /** Found as a service, where a party joins. */
  @Test
  void join_anotherPlanThanTheAlgorithms_refused() {
    assertThatCode(
            () ->
                Party.join(
                        PartyPlan.builder("public-key/1", context)
                            .providers(NAMES)
                            .publicKey()
                            .build(),
                        "a")
                    .close())
        .doesNotThrowAnyException();
    for (PartyPlan.Builder other :
        List.of(
            PartyPlan.builder("public-key/1", context).argument("n", "3").publicKey(),
            PartyPlan.builder("public-key/1", context).publicKey().relinearisationKey())) {
      PartyPlan plan = other.providers(NAMES).build();
      assertThatThrownBy(() -> Party.join(plan, "a"))
          .isInstanceOf(RefusedException.class)
          .hasMessageStartingWith(
              "cannot join: the plan is not the one that public-key/1 gives for its arguments");
    }
  }

  @Test
  void require_argumentsThatGiveNoPlan_refused() {
    KnownAlgorithm strict =
        new KnownAlgorithm() {
          @Override
          public Set<String> ids() {
            return Set.of("one/1");
          }

          @Override
          public PartyPlan plan(
              String id,
              CkksContext ring,
              SortedMap<String, String> arguments,
              List<String> providers,
              boolean allowTwoProviders) {
            throw new ArithmeticException("/ by zero");
          }
        };
    PartyPlan plan = plan(TestSteps.ALL).argument("n", "3").build();
    assertThatThrownBy(() -> KnownAlgorithms.of(List.of(strict)).require(plan))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("one/1 gives no plan for these arguments, expected those of this")
        .hasMessageEndingWith("got {n=3}: / by zero");
  }

  @Test
  void of_twoOfOneId_refused() {
    assertThatThrownBy(
            () ->
                KnownAlgorithms.of(
                    List.of(new Everything(Set.of("one/1")), new Everything(Set.of("one/1")))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot know the algorithm one/1: expected one of that name, got ");
  }

  /** A jar whose classes are elsewhere: the refusal is one each time, not of the class alone. */
  @Test
  void of_oneThatCannotBeLoaded_saysWhereItsJarBelongs() {
    for (Error missing :
        List.of(
            new NoClassDefFoundError("parley/mhe/party/plan/KnownAlgorithm"),
            new ServiceConfigurationError("Provider other.Algorithm not found"))) {
      Iterable<KnownAlgorithm> broken =
          () -> {
            throw missing;
          };
      assertThatThrownBy(() -> KnownAlgorithms.of(broken))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("expected its jar where Parley's own is")
          .hasMessageEndingWith("got " + missing)
          .hasCause(missing);
    }
  }
}

package parley.mhe.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.plan.SumRefreshStep;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.party.store.KeyStore;
import parley.mhe.protocol.CollectiveProtocol;
import parley.mhe.protocol.CommonString;
import parley.mhe.protocol.ConvertingRefresh;
import parley.mhe.protocol.ConvertingRefreshBuilder;
import parley.mhe.protocol.MaskRule;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.ProtocolException;
import parley.mhe.protocol.SumRefresh;
import parley.mhe.protocol.SumRefreshOutput;

/** What a party answers to converting refreshes, and what it does not. */
class ConvertingPartyTest {
  private static final String PLAIN = ConvertingParties.PLAIN;
  private static final String LABELS = ConvertingParties.LABELS;

  @TempDir private Path folder;
  private TestParties world;
  private Scope scope;
  private final List<CollectiveProtocol> requests = new ArrayList<>();

  @BeforeEach
  void open() {
    world = ConvertingParties.with((plan, name) -> Party.join(plan, name, store(name)));
    scope = Scope.open();
  }

  @AfterEach
  void close() {
    requests.forEach(CollectiveProtocol::close);
    scope.close();
    world.close();
  }

  private KeyStore store(String name) {
    return KeyStore.of(folder, name, PassphraseSource.none());
  }

  private ConvertingRefresh plain(int round) {
    return made(ConvertingParties.request(world, PLAIN, round));
  }

  private ConvertingRefresh labels(int round, TreeMap<String, byte[]> commitments) {
    return made(ConvertingParties.request(world, LABELS, round).commitments(commitments));
  }

  private ConvertingRefresh made(ConvertingRefreshBuilder builder) {
    ConvertingRefresh request = builder.build();
    requests.add(request);
    return request;
  }

  @Test
  void answer_againAndAfterARestart_sameBytes() {
    Party party = world.first();
    TreeMap<String, byte[]> commitments = ConvertingParties.commitments(world);
    ConvertingRefresh request = plain(0);
    ConvertingRefresh withLabels = labels(0, commitments);
    byte[] share = party.answer(request);
    byte[] labelled = party.answer(withLabels, ConvertingParties.labels(1));
    assertThat(party.ledgerSize()).isEqualTo(2);
    assertThat(party.answer(request)).isEqualTo(share);
    assertThat(party.answer(withLabels, ConvertingParties.labels(1))).isEqualTo(labelled);
    party.close();
    try (Party again = Party.resume(store("a"))) {
      assertThat(again.commitment(ConvertingParties.data(1))).isEqualTo(commitments.get("a"));
      assertThat(again.answer(request.toBytes())).isEqualTo(share);
      assertThat(again.answer(withLabels, ConvertingParties.labels(1))).isEqualTo(labelled);
      assertThat(again.ledgerSize()).isEqualTo(2);
      again.acknowledge(PLAIN, 0, 0);
      assertThatThrownBy(() -> again.answer(request))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("the round is acknowledged");
    }
  }

  /** Each row changes one thing of a request that the plan has. */
  static Stream<Arguments> deviations() {
    return Stream.of(
        row(PLAIN, "the map", (w, b) -> b.map(ConvertingParties.map(2))),
        row(PLAIN, "the limbs that go in", (w, b) -> b.inputs(inputs(w, 5), 0x1p45)),
        row(PLAIN, "the scale that goes in", (w, b) -> b.inputs(inputs(w, 4), 0x1.001p45)),
        row(PLAIN, "the limbs that come out", (w, b) -> b.outputs(4, 0x1p45)),
        row(PLAIN, "the scale that comes out", (w, b) -> b.outputs(5, 0x1p46)),
        row(PLAIN, "the masks", (w, b) -> b.masks(new MaskRule(127, 46))),
        row(PLAIN, "the masks", (w, b) -> b.masks(new MaskRule(129, 44))),
        row(PLAIN, "the private input", (w, b) -> b.commitments(ConvertingParties.commitments(w))),
        row(LABELS, "the private input", (w, b) -> b));
  }

  private static List<Polynomial> inputs(TestParties world, int limbs) {
    return ConvertingParties.inputs(world, limbs);
  }

  private static Arguments row(
      String step,
      String what,
      BiFunction<TestParties, ConvertingRefreshBuilder, ConvertingRefreshBuilder> change) {
    return Arguments.of(step, what, change);
  }

  @ParameterizedTest
  @MethodSource("deviations")
  void answer_thatDeviates_refused(
      String step,
      String what,
      BiFunction<TestParties, ConvertingRefreshBuilder, ConvertingRefreshBuilder> change) {
    ConvertingRefresh request =
        made(change.apply(world, ConvertingParties.request(world, step, 0)));
    assertThatThrownBy(() -> world.first().answer(request))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("cannot answer " + step + ": " + what + " deviates from the plan");
    assertThat(world.first().ledgerSize()).isZero();
  }

  @Test
  void answer_secondMapOfTheStep_answered() {
    ConvertingRefresh request =
        made(ConvertingParties.request(world, PLAIN, 2).map(ConvertingParties.map(3)));
    assertThat(world.first().answer(request)).isNotEmpty();
  }

  @Test
  void answer_privateInputUnderAnotherCommitment_refusedAndNotEntered() {
    Party party = world.first();
    TreeMap<String, byte[]> others = ConvertingParties.commitments(world);
    others.put("a", others.get("b"));
    ConvertingRefresh foreign = labels(0, others);
    ConvertingRefresh own = labels(0, ConvertingParties.commitments(world));
    for (ConvertingRefresh request : List.of(foreign, own)) {
      int rows = request == own ? 2 : 1;
      assertThatThrownBy(() -> party.answer(request, ConvertingParties.labels(rows)))
          .isInstanceOf(RefusedException.class)
          .hasMessage(
              "cannot answer at "
                  + request.transcript().where()
                  + ": the request does not hold the commitment of a to its private data, expected"
                  + " its own, got another");
    }
    assertThatThrownBy(() -> party.answer(own))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("its private input is missing");
    assertThat(party.ledgerSize()).isZero();
  }

  /** One id a place, so that other labels are not answered for after the first ones. */
  @Test
  void answer_otherLabelsAtTheSamePlace_refused() {
    Party party = world.first();
    TreeMap<String, byte[]> others = ConvertingParties.commitments(world);
    party.answer(labels(1, others), ConvertingParties.labels(1));
    others.put("a", party.commitment(ConvertingParties.data(2)));
    ConvertingRefresh second = labels(1, others);
    assertThatThrownBy(() -> party.answer(second, ConvertingParties.labels(2)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("another request was answered there");
  }

  /** An output is known by its common string: nothing else goes into the next step. */
  @Test
  void answer_nextStep_takesTheOutputsAndNothingElse() {
    Party party = world.first();
    ConvertingRefresh answered = plain(1);
    ConvertingRefresh never = plain(1);
    party.answer(answered);
    for (int output = 0; output < 2; output++) {
      int round = 1 + output;
      assertThatThrownBy(() -> party.answer(next(round, common(never, 0))))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining(
              "what goes in deviates from the plan, expected an output of " + PLAIN);
      assertThat(party.answer(next(round, common(answered, output)))).isNotEmpty();
    }
  }

  private Polynomial common(ConvertingRefresh request, int output) {
    return CommonString.expand(world.context, request.transcript().id(), output, 0, 5, false);
  }

  private SumRefresh next(int round, Polynomial second) {
    SumRefresh request =
        SumRefresh.builder(world.session, Place.of(ConvertingParties.NEXT, round))
            .inputs(List.of(second), 0x1p45)
            .masks(world.plan.step(ConvertingParties.NEXT, SumRefreshStep.class).maskRule())
            .output(SumRefreshOutput.single(0, 1, 0x1p45, 5, 0x1p45))
            .build();
    requests.add(request);
    return request;
  }
}

package parley.mhe.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.plan.StepSource;
import parley.mhe.party.plan.SumRefreshStep;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.party.store.KeyStore;
import parley.mhe.protocol.CollectiveKeySwitch;
import parley.mhe.protocol.CommonString;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.SumRefresh;
import parley.mhe.protocol.SumRefreshOutput;

/** An opening of a refresh's output takes the outputs that the party answered for and no others. */
class PlanSourceTest {
  @TempDir private Path root;
  private TestParties world;
  private Scope scope;
  private Ciphertext input;

  @BeforeEach
  void open() {
    world =
        TestParties.with(
            context -> {
              PartyPlan.Builder plan = TestParties.plan(context);
              for (String name : List.of("last/other", "last/one")) {
                plan.step(
                    SumRefreshStep.builder(name)
                        .rounds(2)
                        .counts(1, 2)
                        .limbs(4, 3)
                        .logScales(45, 90)
                        .maxAbs(1)
                        .source(StepSource.of("train/map"))
                        .build());
              }
              return plan.step(
                      OpeningStep.builder("end/reveal", ProtocolKind.KEY_SWITCH)
                          .rounds(9)
                          .input(3, 90)
                          .ciphertextDeviation(8)
                          .maxAbs(1)
                          .source(StepSource.of("last/one"))
                          .build())
                  .build();
            },
            (plan, name) -> Party.join(plan, name, store(name)));
    scope = Scope.open();
    input = world.ciphertext(4, 0x1p45);
  }

  private KeyStore store(String name) {
    return KeyStore.of(root, name, PassphraseSource.none());
  }

  @AfterEach
  void close() {
    scope.close();
    world.close();
  }

  private SumRefresh refresh(String step, int round) {
    return SumRefresh.builder(world.session, Place.of(step, round))
        .inputs(List.of(input.c1()), input.scale())
        .masks(world.plan.step(step, SumRefreshStep.class).maskRule())
        .output(SumRefreshOutput.single(0, 1, input.scale(), 3, 0x1p90))
        .output(SumRefreshOutput.single(0, .5, input.scale(), 3, 0x1p90))
        .build();
  }

  /** The second polynomial of an output, which the common string alone gives. */
  private Polynomial output(SumRefresh request, int index) {
    return CommonString.expand(world.context, request.transcript().id(), index, 0, 3, false);
  }

  private CollectiveKeySwitch reveal(int round, Polynomial second) {
    return CollectiveKeySwitch.of(
        world.session,
        Place.of("end/reveal", round),
        List.of(second),
        0x1p90,
        world.plan.step("end/reveal", OpeningStep.class).smudging(world.plan),
        0x1p90);
  }

  private void refuse(Party party, CollectiveKeySwitch request) {
    assertThatThrownBy(() -> party.answer(request))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("cannot answer end/reveal: what goes in deviates from the plan")
        .hasMessageContaining("expected an output of last/one that this party answered for");
  }

  @Test
  void answer_outputsOfTheSource_openedInAnyRound() {
    Party party = world.first();
    SumRefresh one = refresh("last/one", 0);
    SumRefresh two = refresh("last/one", 1);
    party.answer(one);
    party.answer(two);

    assertThat(party.answer(reveal(0, output(two, 1)))).isNotEmpty();
    assertThat(party.answer(reveal(5, output(one, 0)))).isNotEmpty();
  }

  @Test
  void answer_anythingElse_refused() {
    Party party = world.first();
    SumRefresh one = refresh("last/one", 0);
    SumRefresh other = refresh("last/other", 0);
    party.answer(other);

    refuse(party, reveal(0, output(one, 0)));
    party.answer(one);
    refuse(party, reveal(0, output(other, 0)));
    refuse(party, reveal(0, output(one, 2)));
    refuse(party, reveal(0, output(refresh("last/one", 1), 0)));
    refuse(party, reveal(0, world.ciphertext(3, 0x1p90).c1()));
    try (Polynomial sum = output(one, 0).add(output(one, 1))) {
      refuse(party, reveal(0, sum));
    }
    assertThat(party.answer(reveal(0, output(one, 0)))).isNotEmpty();
  }

  /** The ledger's ids are enough: nothing of an output has to be kept. */
  @Test
  void answer_afterResume_knowsItsOutputs() {
    SumRefresh one = refresh("last/one", 1);
    world.first().answer(one);
    world.first().close();

    try (Party party = Party.resume(store("a"))) {
      refuse(party, reveal(0, output(refresh("last/one", 0), 0)));
      assertThat(party.answer(reveal(0, output(one, 0)))).isNotEmpty();
    }
  }
}

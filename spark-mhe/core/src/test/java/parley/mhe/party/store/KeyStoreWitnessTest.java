package parley.mhe.party.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.mhe.ckks.Scope;
import parley.mhe.party.Party;
import parley.mhe.party.TestParties;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.secret.KeyException;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.RelinearisationRoundOne;
import parley.mhe.protocol.RelinearisationRoundTwo;
import parley.mhe.protocol.Share;

/**
 * The relinearisation key's second round: two answers to two requests would give the share away.
 */
class KeyStoreWitnessTest {
  private static final Place WHERE = Place.of(PartyPlan.RELINEARISATION);

  @TempDir private Path root;
  private TestParties world;
  private Scope scope;
  private Share sum;
  private RelinearisationRoundTwo second;
  private byte[] ledgerBefore;
  private byte[] keyBefore;

  @BeforeEach
  void answerFirstRound() throws IOException {
    world =
        TestParties.with(
            TestParties.NAMES.stream()
                .map(n -> KeyStore.of(root, n, PassphraseSource.none()))
                .toList());
    scope = Scope.open();
    RelinearisationRoundOne first = RelinearisationRoundOne.of(world.session, WHERE);
    List<Share> shares = new ArrayList<>();
    for (Party each : world.parties) {
      shares.add(Share.fromBytes(world.context, each.answer(first)));
    }
    sum = first.aggregateShares(shares);
    second = first.secondRound(sum);
    shares.forEach(Share::close);
    first.close();
    ledgerBefore = Files.readAllBytes(ledger());
    keyBefore = Files.readAllBytes(key());
  }

  @AfterEach
  void close() {
    second.close();
    sum.close();
    scope.close();
    world.close();
  }

  private Path ledger() {
    return root.resolve("a/ledger");
  }

  private Path key() {
    return root.resolve("a/key");
  }

  private Party resume() {
    return Party.resume(KeyStore.of(root, "a", PassphraseSource.none()));
  }

  @Test
  void resume_ledgerAlonePutBack_refused() throws IOException {
    world.first().answer(second);
    world.first().close();
    resume().close();
    Files.write(ledger(), ledgerBefore);
    assertThatThrownBy(this::resume)
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("the ledger is older than the key");
    assertThatThrownBy(() -> KeyStore.of(root, "a", PassphraseSource.none()).usage())
        .hasMessageContaining("the ledger is older than the key");
  }

  /**
   * The machine stops after the ledger's record and before the key file: the answer did not leave.
   */
  @Test
  void resume_stoppedBeforeTheWitness_sameBytesAndThenWitnessed() throws IOException {
    byte[] answer = world.first().answer(second);
    world.first().close();
    Files.write(key(), keyBefore);
    try (Party party = resume()) {
      assertThat(party.answer(second)).isEqualTo(answer);
    }
    Files.write(ledger(), ledgerBefore);
    assertThatThrownBy(this::resume).hasMessageContaining("the ledger is older than the key");
  }

  @Test
  void answer_keyFileCannotBeWritten_doesNotLeaveAndIsGivenOnceItCan() throws IOException {
    Path inTheWay = Files.createDirectories(root.resolve("a/key.new/full")).getParent();
    assertThatThrownBy(() -> world.first().answer(second))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("expected room for its key file; the answer did not leave");
    Files.delete(inTheWay.resolve("full"));
    Files.delete(inTheWay);
    assertThat(world.first().answer(second)).isNotEmpty();
    world.first().close();
    resume().close();
  }

  /** The attack that a mark and a record spoilt together once were: they looked never written. */
  @Test
  void resume_newestMarkAndRecordSpoilt_refused() throws IOException {
    world.first().answer(second);
    world.first().close();
    byte[] good = Files.readAllBytes(ledger());
    int slots = LedgerFile.empty("a", new byte[32], new byte[32]).length - 2 * LedgerMark.BYTES;
    byte[] bad = good.clone();
    bad[slots] ^= 1; // two records: slot 0
    bad[bad.length - 1] ^= 1;
    Files.write(ledger(), bad);
    assertThatThrownBy(this::resume)
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("its last record or a mark was altered");
  }
}

package parley.mhe.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.mhe.ParleyException;
import parley.mhe.ckks.Scope;
import parley.mhe.protocol.SumRefresh;

/** A party's share, session and ledger on disk. */
class KeyStoreTest {
  @TempDir private Path root;
  private TestParties world;
  private Scope scope;
  private SumRefresh request;
  private byte[] answer;

  @BeforeEach
  void answerOnce() {
    world = TestParties.with(TestParties.NAMES.stream().map(n -> KeyStore.of(root, n)).toList());
    scope = Scope.open();
    request = world.refresh(1, world.ciphertext(4, 0x1p45));
    answer = world.first().answer(request);
    world.first().close();
  }

  @AfterEach
  void close() {
    scope.close();
    world.close();
  }

  private Party resume(String provider) {
    return Party.resume(KeyStore.of(root, provider));
  }

  @Test
  void files_afterBegin_ownerOnly() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("a"))))
        .isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(root.resolve("a"))) {
      List<Path> all = files.toList();
      assertThat(all).extracting(f -> f.getFileName().toString()).containsOnly("key", "ledger");
      for (Path file : all) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void resume_sameRequest_sameBytes() {
    try (Party party = resume("a")) {
      assertThat(party.answer(request)).isEqualTo(answer);
      assertThat(party.nextRound("train/refresh")).isEqualTo(2);
      assertThat(party.session().id()).isEqualTo(world.session.id());
    }
  }

  @Test
  void resume_otherRequestInSamePlace_refused() {
    SumRefresh other = world.refresh(1, world.ciphertext(4, 0x1p45));
    try (Party party = resume("a")) {
      assertThatThrownBy(() -> party.answer(other))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("another request was answered there");
    }
  }

  @Test
  void resume_openedCiphertext_staysOpened() {
    var opened = world.ciphertext(3, 0x1p90);
    try (Party party = resume("a")) {
      party.answer(world.keySwitch(0, opened));
    }
    try (Party party = resume("a")) {
      assertThatThrownBy(() -> party.answer(world.keySwitch(1, opened)))
          .hasMessageContaining("it was opened before");
    }
  }

  @Test
  void resume_acknowledgedRound_refusedOnceStored() {
    try (Party party = resume("a")) {
      party.acknowledge("train/refresh", 0, 1);
      party.answer(world.refresh(2, world.ciphertext(4, 0x1p45)));
    }
    try (Party party = resume("a")) {
      assertThatThrownBy(() -> party.answer(request)).hasMessageContaining("acknowledged");
    }
  }

  @Test
  void resume_ledgerMissing_refused() throws IOException {
    Files.delete(root.resolve("a/ledger"));
    assertThatThrownBy(() -> resume("a"))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("the ledger is missing");
  }

  @Test
  void resume_keyMissing_refused() throws IOException {
    Files.delete(root.resolve("a/key"));
    assertThatThrownBy(() -> resume("a"))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("the key is missing");
  }

  @Test
  void resume_fileAltered_refused() throws IOException {
    for (String name : List.of("ledger", "key")) {
      Path file = root.resolve("a").resolve(name);
      byte[] good = Files.readAllBytes(file);
      for (int at = 0; at < good.length; at += Math.max(1, good.length / 50)) {
        byte[] bad = good.clone();
        bad[at] ^= 1;
        Files.write(file, bad);
        assertThatThrownBy(() -> resume("a"))
            .isInstanceOf(ParleyException.class)
            .hasMessageContaining("was altered or is another key's");
      }
      Files.write(file, java.util.Arrays.copyOf(good, good.length / 2));
      assertThatThrownBy(() -> resume("a")).isInstanceOf(ParleyException.class);
      Files.write(file, good);
    }
    resume("a").close();
  }

  @Test
  void resume_anotherProvidersLedger_refused() throws IOException {
    Files.write(root.resolve("a/ledger"), Files.readAllBytes(root.resolve("b/ledger")));
    assertThatThrownBy(() -> resume("a"))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("was altered or is another key's");
  }

  @Test
  void join_storeInUse_refused() {
    assertThatThrownBy(() -> Party.join(world.plan, "a", KeyStore.of(root, "a")))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("it holds a session");
  }

  @Test
  void answer_ledgerCannotBeWritten_nothingLeavesAndNothingIsEntered() throws IOException {
    try (Party party = resume("b")) {
      Path store = root.resolve("b");
      Path away = root.resolve("away");
      Files.move(store, away);
      assertThatThrownBy(() -> party.answer(request))
          .isInstanceOf(ParleyException.class)
          .hasMessageContaining("cannot write the key store");
      assertThat(party.ledgerSize()).isZero();
      Files.move(away, store);
      assertThat(party.answer(request)).isNotEmpty();
    }
  }
}

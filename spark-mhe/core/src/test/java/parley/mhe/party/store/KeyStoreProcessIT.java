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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import parley.mhe.ckks.Scope;
import parley.mhe.party.Party;
import parley.mhe.party.TestParties;
import parley.mhe.party.secret.KeyException;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.protocol.SumRefresh;

/** One store and several processes: another day, two at once, one that is killed, a full disk. */
@Timeout(120)
class KeyStoreProcessIT {
  private static final String PASSPHRASE = "env:PARLEY_TEST_PASSPHRASE";

  @TempDir private Path folder;
  private Path root;
  private Path requests;
  private PassphraseSource passphrase;
  private TestParties world;
  private Scope scope;

  @BeforeEach
  void makeStores() throws IOException {
    root = folder.resolve("stores");
    requests = Files.createDirectory(folder.resolve("requests"));
    passphrase =
        PassphraseSource.file(Files.writeString(folder.resolve("p"), "correct horse battery"));
    world =
        TestParties.with(
            TestParties.NAMES.stream()
                .map(
                    n -> KeyStore.of(root, n, n.equals("a") ? passphrase : PassphraseSource.none()))
                .toList());
    scope = Scope.open();
  }

  @AfterEach
  void close() {
    scope.close();
    world.close();
  }

  private byte[] write(int round) throws IOException {
    try (SumRefresh request = world.refresh(round, world.ciphertext(4, 0x1p45))) {
      byte[] bytes = request.toBytes();
      Files.write(requests.resolve(Integer.toString(round)), bytes);
      return bytes;
    }
  }

  private List<String> run(String limit) throws IOException, InterruptedException {
    Process process = StoreInAnotherJvm.start(limit, root, PASSPHRASE, requests);
    process.getOutputStream().close();
    List<String> lines = StoreInAnotherJvm.lines(process, "");
    assertThat(process.waitFor()).as(lines.toString()).isZero();
    return lines;
  }

  @Test
  void resume_inAnotherJvm_sameBytesUntilAcknowledged() throws Exception {
    Party first = world.first();
    List<String> expected = new ArrayList<>();
    first.answer(write(0));
    for (int round = 1; round <= 2; round++) {
      expected.add(StoreInAnotherJvm.hash(first.answer(write(round))));
    }
    first.acknowledge("train/refresh", 0, 0);
    first.close();

    List<String> lines = run("true");

    assertThat(lines).hasSize(5);
    assertThat(lines.get(1)).contains("the round is acknowledged");
    assertThat(List.of(lines.get(2), lines.get(3))).isEqualTo(expected);
    assertThat(lines.get(4)).isEqualTo("done 3");
  }

  @Test
  void resume_heldByAnotherProcess_refusedByItsNumberUntilItIsKilled() throws Exception {
    world.first().close();
    Process holder = StoreInAnotherJvm.start("true", root, PASSPHRASE, requests);
    try {
      assertThat(StoreInAnotherJvm.lines(holder, "done")).endsWith("done 0");
      assertThatThrownBy(() -> Party.resume(KeyStore.of(root, "a", passphrase)))
          .isInstanceOf(KeyException.class)
          .hasMessageContaining("cannot open the key store " + root.resolve("a") + " of a")
          .hasMessageContaining("it is in use")
          .hasMessageContaining("process " + holder.pid());
    } finally {
      holder.destroyForcibly().waitFor();
    }
    Party.resume(KeyStore.of(root, "a", passphrase)).close();
  }

  @Test
  void answer_fileCannotGrow_doesNotLeaveAndIsGivenOnceThereIsRoom() throws Exception {
    world.first().close();
    for (int round = 0; round < 6; round++) {
      write(round);
    }

    List<String> full = run("ulimit -f 1");
    List<String> refused = full.stream().filter(line -> line.startsWith("cannot ")).toList();
    assertThat(refused).as(full.toString()).isNotEmpty();
    assertThat(refused)
        .allSatisfy(
            line ->
                assertThat(line)
                    .startsWith("cannot write the key store " + root.resolve("a") + " of a: ")
                    .contains("File too large", "expected room for its ledger"));
    assertThat(refused).anyMatch(line -> line.endsWith("the answer did not leave"));
    long left = full.stream().filter(line -> line.matches("[0-9a-f]{16}")).count();
    assertThat(left).isBetween(1L, 5L);
    assertThat(full).endsWith("done " + left);

    List<String> later = run("true");
    assertThat(later).noneMatch(line -> line.startsWith("cannot write")).endsWith("done 6");
  }
}

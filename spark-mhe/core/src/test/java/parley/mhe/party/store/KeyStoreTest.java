package parley.mhe.party.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.error.ParleyException;
import parley.mhe.ckks.Scope;
import parley.mhe.disk.PlaceClaim;
import parley.mhe.disk.PlaceTakenException;
import parley.mhe.party.Party;
import parley.mhe.party.TestParties;
import parley.mhe.party.ledger.LedgerHead;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.secret.KeyException;
import parley.mhe.party.secret.PassphraseSource;
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
    world =
        TestParties.with(
            TestParties.NAMES.stream()
                .map(n -> KeyStore.of(root, n, PassphraseSource.none()))
                .toList());
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
    return Party.resume(KeyStore.of(root, provider, PassphraseSource.none()));
  }

  @Test
  void files_afterBegin_ownerOnly() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("a"))))
        .isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(root.resolve("a"))) {
      List<Path> all = files.toList();
      assertThat(all)
          .extracting(f -> f.getFileName().toString())
          .containsOnly("key", "ledger", "lock");
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
  void status_keyOrLedgerGone_refused() throws IOException {
    for (String file : List.of("ledger", "key")) {
      try (Party party = resume("a")) {
        assertThat(party.status().provider()).isEqualTo("a");
        Path aside = Files.move(root.resolve("a").resolve(file), root.resolve("aside"));
        assertThatThrownBy(party::status)
            .isInstanceOf(KeyException.class)
            .hasMessageContaining("the " + file + " is missing");
        Files.move(aside, root.resolve("a").resolve(file));
      }
    }
  }

  @Test
  void status_keyOfAnotherSession_refused() throws IOException {
    Path other = root.resolve("other");
    try (TestParties others =
            TestParties.with(
                TestParties.NAMES.stream()
                    .map(n -> KeyStore.of(other, n, PassphraseSource.none()))
                    .toList());
        Party party = resume("a")) {
      assertThat(others.session.id()).isNotEqualTo(world.session.id());
      Files.copy(
          other.resolve("a/key"), root.resolve("a/key"), StandardCopyOption.REPLACE_EXISTING);
      assertThatThrownBy(party::status)
          .isInstanceOf(KeyException.class)
          .hasMessageContaining("another session's");
    }
  }

  @Test
  void requireUnused_openStore_refused() {
    KeyStore store = KeyStore.of(root, "a", PassphraseSource.none());
    try (Party party = resume("a")) {
      assertThat(party.provider()).isEqualTo("a");
      assertThatThrownBy(store::requireUnused).hasMessageContaining("in use");
    }
    store.requireUnused();
  }

  @Test
  void remove_ofASession_leavesOtherStores() throws IOException {
    KeyStores.remove(root, "0".repeat(64));
    assertThat(root.resolve("a/key")).exists();

    KeyStores.remove(root, HexFormat.of().formatHex(world.session.id()));

    assertThat(root).isEmptyDirectory();
  }

  @Test
  void claim_twoNewSessions_secondRefused() {
    Path fresh = root.resolve("new");
    try (PlaceClaim first = KeyStores.claim(fresh)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> KeyStores.claim(fresh)).isInstanceOf(PlaceTakenException.class);
    }
    assertThat(fresh).isEmptyDirectory();
  }

  @Test
  void begin_keyCannotBeWritten_leavesNoHalfAStore() throws IOException {
    Path other = root.resolve("other");
    Files.createDirectories(other.resolve("a/key.new/in-the-way"));

    assertThatThrownBy(
            () ->
                TestParties.with(
                    TestParties.NAMES.stream()
                        .map(n -> KeyStore.of(other, n, PassphraseSource.none()))
                        .toList()))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("cannot create the key store");

    assertThat(KeyStore.of(other, "a", PassphraseSource.none()).exists()).isFalse();
  }

  /** Spark interrupts the threads of tasks that it cancels. */
  @Test
  void answer_interruptedThread_answersAndGoesOn() {
    SumRefresh interrupted = world.refresh(2, world.ciphertext(4, 0x1p45));
    SumRefresh next = world.refresh(3, world.ciphertext(4, 0x1p45));
    byte[] share;
    try (Party party = resume("a")) {
      Thread.currentThread().interrupt();
      share = party.answer(interrupted);
      assertThat(Thread.interrupted()).isTrue();
      party.answer(next);
    }
    try (Party party = resume("a")) {
      assertThat(party.answer(interrupted)).isEqualTo(share);
      assertThat(party.nextRound("train/refresh")).isEqualTo(4);
    }
  }

  @Test
  void begin_interruptedThread_storeWholeAndLocked() {
    Path other = root.resolve("other");
    Thread.currentThread().interrupt();
    try (TestParties interrupted =
        TestParties.with(
            TestParties.NAMES.stream()
                .map(n -> KeyStore.of(other, n, PassphraseSource.none()))
                .toList())) {
      assertThat(Thread.interrupted()).isTrue();
      assertThatThrownBy(() -> Party.resume(KeyStore.of(other, "a", PassphraseSource.none())))
          .hasMessageContaining("in use");
      byte[] share =
          interrupted.first().answer(interrupted.refresh(1, interrupted.ciphertext(4, 0x1p45)));
      assertThat(share).isNotEmpty();
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
  void join_storeInUse_refused() {
    assertThatThrownBy(
            () -> Party.join(world.plan, "a", KeyStore.of(root, "a", PassphraseSource.none())))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("it holds a session");
  }

  @Test
  void resume_storeHeldByALiveParty_refusedUntilItCloses() {
    try (Party held = resume("a")) {
      assertThatThrownBy(() -> resume("a"))
          .isInstanceOf(KeyException.class)
          .hasMessageContaining("it is in use, expected no other party on it, got one in this");
      assertThat(held.answer(request)).isEqualTo(answer);
    }
    resume("a").close();
  }

  @Test
  void ledgerHead_storedOrInMemory_chainsEveryAnswer() {
    try (Party party = resume("a")) {
      LedgerHead one = party.ledgerHead();
      assertThat(one.answers()).isEqualTo(1);
      party.answer(request);
      party.acknowledge("train/refresh", 0, 1);
      assertThat(party.ledgerHead()).isEqualTo(one);
      party.answer(world.refresh(2, world.ciphertext(4, 0x1p45)));
      assertThat(party.ledgerHead().answers()).isEqualTo(2);
      assertThat(party.ledgerHead().hash()).isNotEqualTo(one.hash());
    }
    LedgerHead kept;
    try (Party party = resume("a")) {
      kept = party.ledgerHead();
      assertThat(kept.answers()).isEqualTo(2);
    }
    try (Party party = resume("a")) {
      assertThat(party.ledgerHead()).isEqualTo(kept);
    }
  }

  @Test
  void resume_olderCopyOfTheWholeStore_opensWithAnEarlierHead() throws IOException {
    Map<String, byte[]> old = files("a");
    LedgerHead later;
    try (Party party = resume("a")) {
      party.answer(world.refresh(2, world.ciphertext(4, 0x1p45)));
      later = party.ledgerHead();
    }
    for (Map.Entry<String, byte[]> file : old.entrySet()) {
      Files.write(root.resolve("a").resolve(file.getKey()), file.getValue());
    }
    try (Party party = resume("a")) {
      assertThat(party.ledgerHead().answers()).isLessThan(later.answers());
    }
  }

  private Map<String, byte[]> files(String provider) throws IOException {
    Map<String, byte[]> content = new TreeMap<>();
    for (String name : List.of("key", "ledger")) {
      content.put(name, Files.readAllBytes(root.resolve(provider).resolve(name)));
    }
    return content;
  }

  /** The machine stops while a record is being written: its answer did not leave. */
  @Test
  void resume_lastRecordTorn_droppedAndAnsweredAgainWithTheSameBytes() throws IOException {
    Path ledger = root.resolve("a/ledger");
    byte[] before = Files.readAllBytes(ledger);
    SumRefresh second = world.refresh(2, world.ciphertext(4, 0x1p45));
    byte[] secondAnswer;
    try (Party party = resume("a")) {
      secondAnswer = party.answer(second);
    }
    byte[] after = Files.readAllBytes(ledger);
    for (int length : new int[] {before.length + 1, before.length + 30, after.length - 1}) {
      byte[] torn = Arrays.copyOf(before, length);
      System.arraycopy(after, before.length, torn, before.length, length - before.length);
      Files.write(ledger, torn);
      try (Party party = resume("a")) {
        assertThat(party.ledgerSize()).isEqualTo(1);
        assertThat(Files.size(ledger)).isEqualTo(before.length);
        assertThat(party.answer(second)).isEqualTo(secondAnswer);
      }
    }
    // Whole, but the mark is of the time before: it counts.
    byte[] whole = Arrays.copyOf(before, after.length);
    System.arraycopy(after, before.length, whole, before.length, after.length - before.length);
    Files.write(ledger, whole);
    try (Party party = resume("a")) {
      assertThat(party.ledgerSize()).isEqualTo(2);
    }
  }

  @Test
  void resume_recordAlteredOrCutBehindTheMark_refused() throws IOException {
    Path ledger = root.resolve("a/ledger");
    try (Party party = resume("a")) {
      party.answer(world.refresh(2, world.ciphertext(4, 0x1p45)));
    }
    byte[] good = Files.readAllBytes(ledger);
    for (int at = 0; at < good.length; at += 7) {
      byte[] bad = good.clone();
      bad[at] ^= 1;
      Files.write(ledger, bad);
      if (isInTheNewestMark(at)) {
        // It may be torn by a crash; the other and the record behind it still say all.
        try (Party party = resume("a")) {
          assertThat(party.ledgerSize()).isEqualTo(2);
        }
      } else {
        assertThatThrownBy(() -> resume("a")).as("byte " + at).isInstanceOf(KeyException.class);
      }
    }
    for (int length = 0; length < good.length; length += 11) {
      Files.write(ledger, Arrays.copyOf(good, length));
      assertThatThrownBy(() -> resume("a")).as("cut to " + length).isInstanceOf(KeyException.class);
    }
    Files.write(ledger, good);
    resume("a").close();
  }

  private static boolean isInTheNewestMark(int at) {
    return at >= ledgerHeaderBytes() && at < ledgerHeaderBytes() + LedgerMark.BYTES;
  }

  private static int ledgerHeaderBytes() {
    return LedgerFile.empty("a", new byte[32], new byte[32]).length - 160;
  }

  @Test
  void resume_ledgerWithItsRecordsSwapped_refused() throws IOException {
    Path ledger = root.resolve("a/ledger");
    int first = ledgerHeaderBytes() + 160;
    try (Party party = resume("a")) {
      party.answer(world.refresh(2, world.ciphertext(4, 0x1p45)));
    }
    byte[] good = Files.readAllBytes(ledger);
    int length = (good.length - first) / 2;
    byte[] swapped = good.clone();
    System.arraycopy(good, first + length, swapped, first, length);
    System.arraycopy(good, first, swapped, first + length, length);
    Files.write(ledger, swapped);
    assertThatThrownBy(() -> resume("a"))
        .isInstanceOf(KeyException.class)
        .hasMessageContaining("record 0 of the ledger was altered");
  }

  @Test
  void of_nameInAnyScript_makesOneFolderBelowTheRoot() throws IOException {
    List<String> names =
        List.of("病院-北", "Ärzte & Co", "../../etc", "a/b", ".hidden", "", "x".repeat(400), "a%2Fb");
    List<Path> folders =
        names.stream()
            .map(name -> KeyStore.of(root, name, PassphraseSource.none()).directory())
            .toList();
    assertThat(folders).doesNotHaveDuplicates().allMatch(f -> f.getParent().equals(root));
    for (Path folder : folders) {
      Files.createDirectory(folder);
    }
    assertThat(KeyStore.of(root, "site-1", PassphraseSource.none()).directory())
        .isEqualTo(root.resolve("site-1"));
  }
}

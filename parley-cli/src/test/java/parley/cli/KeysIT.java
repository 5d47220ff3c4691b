package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.Polynomial;
import parley.mhe.party.Party;
import parley.mhe.party.plan.OpeningStep;
import parley.mhe.party.plan.PartyPlan;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.StepSource;
import parley.mhe.party.plan.UploadStep;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.party.store.KeyStore;
import parley.mhe.protocol.CollectiveKeySwitch;
import parley.mhe.protocol.Place;
import parley.mhe.random.Seed;

/** The life of three providers' stores on the command line. */
class KeysIT {
  private static final List<String> NAMES = List.of("north", "süd", "west");
  private static final String INSECURE = "parley.insecure";

  @TempDir private Path folder;
  private Path root;

  @BeforeEach
  void makeStores() {
    System.setProperty(INSECURE, "true");
    root = folder.resolve("keys");
    Cli.write(folder.resolve("old"), "correct horse battery");
    Cli.write(folder.resolve("new"), "another horse entirely");
    try (World world = new World(root, source("old"))) {
      world.open(0, NAMES);
    }
  }

  @AfterEach
  void forget() {
    System.clearProperty(INSECURE);
  }

  private PassphraseSource source(String name) {
    return PassphraseSource.file(folder.resolve(name));
  }

  private Cli.Run keys(int code, String verb, String... more) {
    List<String> words = new ArrayList<>(List.of("keys", verb, "--key-store", root.toString()));
    words.addAll(List.of(more));
    Cli.Run run = Cli.run(words.toArray(String[]::new));
    assertThat(run.code()).as(run.out() + run.err()).isEqualTo(code);
    return run;
  }

  private Cli.Run opened(int code, String verb, String... more) {
    List<String> words = new ArrayList<>(List.of("--passphrase-from", source("old").toString()));
    words.addAll(List.of(more));
    return keys(code, verb, words.toArray(String[]::new));
  }

  private JsonNode list() throws IOException {
    return new ObjectMapper().readTree(opened(0, "list", "--output", "json").out()).path("stores");
  }

  @Test
  void list_withoutPassphrase_saysWhatStandsInClear() {
    Cli.Run run = keys(0, "list");

    assertThat(run.out().lines()).hasSize(4);
    assertThat(run.out()).contains("north", "süd", "west", "yes", "--passphrase-from shows");
  }

  @Test
  void list_withPassphrase_countsWhatWasOpened() throws IOException {
    JsonNode store = list().path(0);

    assertThat(store.path("provider").asText()).isEqualTo("north");
    assertThat(store.path("session").asText()).hasSize(64);
    assertThat(store.path("rounds").asInt()).isEqualTo(1);
    assertThat(store.path("openingsUsed").asInt()).isEqualTo(1);
    assertThat(store.path("openingsLeft").asInt()).isEqualTo(4);
    assertThat(store.path("head").path("answers").asInt()).isEqualTo(1);
    assertThat(store.path("lastAnswer").asText()).startsWith("20").endsWith("Z");
    assertThat(store.path("problem").isNull()).isTrue();
    assertThat(opened(0, "list").out())
        .contains("1:" + store.path("head").path("hash").asText().substring(0, 32));
  }

  @Test
  void list_storeDamagedOrInUse_saysSoAndListsTheOthers() throws IOException {
    Files.delete(root.resolve("north/ledger"));
    try (Party held = Party.resume(KeyStore.of(root, "west", source("old")))) {
      assertThat(held.provider()).isEqualTo("west");
      assertThat(opened(0, "list").out().lines())
          .anyMatch(line -> line.startsWith("north") && line.contains("the ledger is missing"))
          .anyMatch(line -> line.startsWith("süd") && !line.contains("UNUSABLE"))
          .anyMatch(line -> line.startsWith("west") && line.contains("it is in use"));
    }
  }

  @Test
  void check_whole_isInOrder() {
    assertThat(opened(0, "check").out()).contains("3 key stores are in order.");
  }

  @Test
  void check_wrongPassphrase_saysSo() {
    Cli.Run run =
        keys(3, "check", "--passphrase-from", source("new").toString(), "--provider", "süd");

    assertThat(run.out()).contains("of süd: the passphrase is wrong, or the file was altered");
  }

  @Test
  void check_storeMissing_namesProviderAndLoss() throws IOException {
    Path store = KeyStore.of(root, "süd", source("old")).directory();
    Files.move(store, folder.resolve("away"));

    assertThat(opened(3, "check").out())
        .contains(
            "the key store of süd is missing: without it no model of its session can be used");
  }

  @Test
  void check_storePutBackToAnEarlierDay_toldByItsHeadAlone() throws IOException {
    Path ledger = root.resolve("west/ledger");
    byte[] yesterday = Files.readAllBytes(ledger);
    try (World world = World.resume(root, source("old"))) {
      world.open(1, NAMES);
    }
    Path heads =
        Cli.write(folder.resolve("heads.json"), opened(0, "list", "--output", "json").out());
    opened(0, "check", "--heads", heads.toString());
    Files.write(ledger, yesterday);

    assertThat(opened(0, "check").err())
        .contains("the ledger of west is behind the others, with 1 answers of 2");
    Cli.Run run = opened(3, "check", "--heads", heads.toString(), "--output", "json");
    assertThat(run.out().lines()).hasSize(1);
    assertThat(run.out())
        .contains("the ledger of west went back in time", "expected one that goes on from 2:");

    // Another second answer in place of the first: as long, and another hash.
    try (World world = World.resume(root, source("old"))) {
      world.open(2, List.of("west"));
    }
    assertThat(opened(3, "check", "--heads", heads.toString()).out())
        .contains("the ledger of west went back in time");
  }

  @Test
  void check_headsOfSomethingElse_refused() {
    Path file = Cli.write(folder.resolve("h.json"), "{\"stores\":[{\"provider\":\"west\"}]}");
    assertThat(opened(2, "check", "--heads", file.toString()).err()).contains("one is missing");
    Cli.write(file, "[1");
    assertThat(opened(2, "check", "--heads", file.toString()).err()).contains("cannot read heads");
    Cli.write(file, "{}");
    assertThat(opened(2, "check", "--heads", file.toString()).err()).contains("there are none");
  }

  @Test
  void passphrase_changed_opensWithTheNewOneAndKeepsTheLedger() throws IOException {
    byte[] ledger = Files.readAllBytes(root.resolve("north/ledger"));

    opened(0, "passphrase", "--new-passphrase-from", source("new").toString());

    opened(3, "check");
    keys(0, "check", "--passphrase-from", source("new").toString());
    assertThat(root.resolve("north/ledger")).hasBinaryContent(ledger);
    assertThat(Files.getPosixFilePermissions(root.resolve("north/key"))).hasSize(2);
  }

  @Test
  void passphrase_oneStoreDoesNotOpen_changesNone() throws IOException {
    opened(
        0, "passphrase", "--provider", "west", "--new-passphrase-from", source("new").toString());
    byte[] key = Files.readAllBytes(root.resolve("north/key"));

    Cli.Run run = opened(2, "passphrase", "--new-passphrase-from", source("new").toString());

    assertThat(run.err()).contains("of west: the passphrase is wrong");
    assertThat(root.resolve("north/key")).hasBinaryContent(key);
  }

  @Test
  void delete_withoutYesOrTerminal_deletesNothing() {
    Cli.Run run = keys(2, "delete");

    assertThat(run.err()).contains("no model sealed in it can be used again", "expected --yes");
    opened(0, "check");
  }

  @Test
  void delete_oneProvider_leavesTheOthers() {
    Cli.Run run = keys(0, "delete", "--provider", "süd", "--yes");

    assertThat(run.err()).contains("the key shares of süd");
    assertThat(KeyStore.of(root, "süd", source("old")).directory()).doesNotExist();
    assertThat(opened(3, "check").out()).contains("the key store of süd is missing");
  }

  @Test
  void delete_storeInUse_refused() {
    try (Party held = Party.resume(KeyStore.of(root, "west", source("old")))) {
      assertThat(held.provider()).isEqualTo("west");
      assertThat(keys(2, "delete", "--provider", "west", "--yes").err()).contains("it is in use");
    }
    opened(0, "check");
  }

  /** Three parties of toy parameters and one kind of opening. */
  private static final class World implements AutoCloseable {
    private final CkksContext context = CkksContext.open(CkksParameters.INSECURE_TOY);
    private final KeyPair querier = KeyPair.generate(context, Seed.of(new byte[32]));
    private final List<Party> parties = new ArrayList<>();

    private World() {}

    World(Path root, PassphraseSource passphrase) {
      PartyPlan plan =
          PartyPlan.builder("test", context)
              .providers(NAMES)
              .publicKey()
              .step(UploadStep.builder("train/map", ProtocolKind.UPLOAD).output(3, 90).build())
              .step(
                  OpeningStep.builder("model/open", ProtocolKind.KEY_SWITCH)
                      .rounds(5)
                      .input(3, 90)
                      .source(StepSource.computedFrom("train/map"))
                      .maxAbs(1)
                      .ciphertextDeviation(8)
                      .build())
              .build();
      TreeMap<String, byte[]> nonces = new TreeMap<>();
      for (String name : NAMES) {
        Party party = Party.join(plan, name, KeyStore.of(root, name, passphrase));
        parties.add(party);
        nonces.put(name, party.nonce());
      }
      parties.forEach(party -> party.begin(nonces, querier.publicKey().toBytes()));
    }

    static World resume(Path root, PassphraseSource passphrase) {
      World world = new World();
      NAMES.forEach(name -> world.parties.add(Party.resume(KeyStore.of(root, name, passphrase))));
      return world;
    }

    void open(int round, List<String> names) {
      for (Party party : parties) {
        if (names.contains(party.provider())) {
          answer(party, round);
        }
      }
    }

    private void answer(Party party, int round) {
      OpeningStep step = party.plan().step("model/open", OpeningStep.class);
      try (Ciphertext zero = querier.publicKey().encryptZero(3, 0x1p90, Seed.fresh());
          Polynomial c1 = zero.c1();
          CollectiveKeySwitch request =
              CollectiveKeySwitch.of(
                  party.session(),
                  Place.of("model/open", round),
                  List.of(c1),
                  zero.scale(),
                  step.smudging(party.plan()),
                  0x1p90)) {
        party.answer(request);
      }
    }

    @Override
    public void close() {
      parties.forEach(Party::close);
      querier.close();
      context.close();
    }
  }
}

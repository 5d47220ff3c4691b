package parley.mhe.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.ParleyException;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.Scope;
import parley.mhe.ckks.SwitchingKey;
import parley.mhe.party.ledger.LedgerHead;
import parley.mhe.party.plan.ProtocolKind;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.party.store.KeyStore;
import parley.mhe.party.upload.KeysDigest;
import parley.mhe.party.upload.UploadDigest;
import parley.mhe.party.upload.UploadRequest;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.Session;
import parley.mhe.random.Seed;

/** A party encrypts to the keys that it accepted first, and to no others. */
class SessionKeysTest {
  private static final byte[] ROWS = {1};

  @TempDir Path root;
  private TestParties world;
  private Party party;
  private TestKeys keys;
  private Scope scope;
  private Ciphertext input;

  @BeforeEach
  void open() {
    world =
        TestParties.with(
            TestParties.NAMES.stream()
                .map(name -> KeyStore.of(root, name, PassphraseSource.none()))
                .toList());
    party = world.first();
    keys = TestKeys.of(world.session, world.plan, world.querier);
    scope = Scope.open();
    input = world.ciphertext(5, 0x1p45);
  }

  @AfterEach
  void close() {
    scope.close();
    keys.close();
    world.close();
  }

  private UploadDigest upload(KeysDigest with) {
    UploadRequest.Shape shape = new UploadRequest.Shape(ProtocolKind.UPLOAD, 0, 4, 0x1p45, 0);
    return UploadRequest.of(
            world.session, with, Place.of("train/map"), shape, List.of(input), new byte[0])
        .digest();
  }

  /**
   * The attack: v (a1 - a2) would be the difference of two uploads of one id under two keys, so v
   * comes out, and with it what v b hides.
   */
  @Test
  void uploadSeeds_sameRequestUnderASecondKey_refused() {
    party.acceptKeys(keys.digest());
    party.acceptKeys(keys.digest());
    party.uploadSeeds(upload(keys.digest()), ROWS);
    try (KeyPair attacker = KeyPair.generate(world.context, Seed.fresh());
        TestKeys second = TestKeys.of(world.session, world.plan, attacker)) {
      assertThat(upload(second.digest()).transcript().id())
          .isNotEqualTo(upload(keys.digest()).transcript().id());
      assertThatThrownBy(() -> party.uploadSeeds(upload(second.digest()), ROWS))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("the session's keys are others");
      assertThatThrownBy(() -> party.acceptKeys(second.digest()))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("others were accepted before");
      assertThatThrownBy(() -> party.uploadSeeds(upload(second.digest()), ROWS))
          .isInstanceOf(RefusedException.class);
      assertThat(party.ledgerSize()).isEqualTo(1);
    }
  }

  @Test
  void uploadSeeds_beforeTheKeys_refused() {
    assertThatThrownBy(() -> party.uploadSeeds(upload(keys.digest()), ROWS))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("the session's keys have not come");
  }

  @Test
  void resume_otherKeysThanBefore_refused() {
    party.acceptKeys(keys.digest());
    byte[] seed = seed(party);
    LedgerHead head = party.ledgerHead();
    party.close();
    try (Party later = Party.resume(KeyStore.of(root, "a", PassphraseSource.none()));
        KeyPair attacker = KeyPair.generate(world.context, Seed.fresh());
        TestKeys second = TestKeys.of(world.session, world.plan, attacker)) {
      assertThatThrownBy(() -> later.acceptKeys(second.digest()))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("others were accepted before")
          .hasMessageContaining("a checkpoint or a saved model");
      later.acceptKeys(keys.digest());
      assertThat(seed(later)).isEqualTo(seed);
      assertThat(later.ledgerHead()).isEqualTo(head);
    }
  }

  private byte[] seed(Party from) {
    return from.uploadSeeds(upload(keys.digest()), ROWS)
        .seed("zero")
        .export(parley.mhe.random.SecretAccess.forKeyStore());
  }

  static Stream<Arguments> wrongKeys() {
    return Stream.of(
        Arguments.of("a public key whose a is not the common string", "that all encrypt to"),
        Arguments.of("a rotation key whose a is not the common string", "of the automorphism 25"),
        Arguments.of("a rotation key that the plan has not", "[0, 1, 5, 25, 125]"),
        Arguments.of("no relinearisation key", "they are not the plan's"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongKeys")
  void acceptKeys_notTheSessions_refused(String what, String message) {
    try (KeyPair other = KeyPair.generate(world.context, Seed.fresh())) {
      Map<Integer, SwitchingKey> rotations = new TreeMap<>(keys.rotationKeys);
      KeysDigest wrong =
          switch (what.substring(0, 12)) {
            case "a public key" ->
                KeysDigest.of(other.publicKey(), keys.relinearisationKey, rotations);
            case "no relineari" -> KeysDigest.of(keys.publicKey, null, rotations);
            default -> {
              SwitchingKey five = rotations.get(5);
              rotations.put(message.contains("125") ? 125 : 25, five);
              yield KeysDigest.of(keys.publicKey, keys.relinearisationKey, rotations);
            }
          };
      assertThatThrownBy(() -> party.acceptKeys(wrong))
          .isInstanceOf(RefusedException.class)
          .hasMessageStartingWith("cannot accept the session's keys: ")
          .hasMessageContaining(message);
      // A refused key is not the first one.
      party.acceptKeys(keys.digest());
    }
  }

  @Test
  void fromBytes_whatWasWritten_theSame() {
    KeysDigest digest = keys.digest();
    assertThat(KeysDigest.fromBytes(digest.toBytes()).hash()).isEqualTo(digest.hash());
    byte[] other = digest.toBytes();
    other[other.length - 1] ^= 1;
    assertThat(KeysDigest.fromBytes(other).hash()).isNotEqualTo(digest.hash());
    byte[] cut = java.util.Arrays.copyOf(other, other.length - 1);
    assertThatThrownBy(() -> KeysDigest.fromBytes(cut)).isInstanceOf(ParleyException.class);
  }

  /**
   * Whoever adds an input to a request has to add it here, and finds out if it is not in the id.
   */
  @Test
  void uploadId_anyInputChanged_differs() throws Exception {
    Constructor<?> constructor = UploadDigest.class.getDeclaredConstructors()[0];
    UploadRequest.Shape shape = new UploadRequest.Shape(ProtocolKind.UPLOAD, 1, 4, 0x1p45, 8);
    UploadDigest.Input one = new UploadDigest.Input(5, 0x1p45, new byte[32]);
    List<Object> base =
        List.of(
            world.session,
            new byte[32],
            Place.of("train/map"),
            shape,
            List.of(one, new UploadDigest.Input(5, 0x1p45, flipped())),
            new byte[] {7});
    List<List<Object>> others =
        List.of(
            List.of(otherSession()),
            List.of(flipped()),
            List.of(Place.of("train/map", 1)),
            shapes(shape),
            List.of(List.of(one), List.of(new UploadDigest.Input(5, 0x1p45, flipped()), one)),
            List.of(new byte[] {8}));
    assertThat(others).hasSize(constructor.getParameterCount());
    List<String> ids = new ArrayList<>(List.of(id(constructor, base)));
    for (int i = 0; i < others.size(); i++) {
      for (Object other : others.get(i)) {
        List<Object> changed = new ArrayList<>(base);
        changed.set(i, other);
        ids.add(id(constructor, changed));
      }
    }
    assertThat(ids).hasSizeGreaterThan(11).doesNotHaveDuplicates();
  }

  private static String id(Constructor<?> constructor, List<Object> inputs) throws Exception {
    constructor.setAccessible(true);
    UploadDigest digest = (UploadDigest) constructor.newInstance(inputs.toArray());
    return HexFormat.of().formatHex(digest.transcript().id());
  }

  private static byte[] flipped() {
    byte[] hash = new byte[32];
    hash[31] = 1;
    return hash;
  }

  private Session otherSession() {
    TreeMap<String, byte[]> nonces = new TreeMap<>(world.nonces);
    nonces.put("b", new byte[32]);
    return Session.open(world.context, world.plan.hash(), world.querier.publicKey(), nonces);
  }

  private static List<Object> shapes(UploadRequest.Shape base) throws Exception {
    List<Object> others = new ArrayList<>();
    RecordComponent[] fields = UploadRequest.Shape.class.getRecordComponents();
    for (int changed = 0; changed < fields.length; changed++) {
      Object[] values = new Object[fields.length];
      for (int i = 0; i < fields.length; i++) {
        Object value = fields[i].getAccessor().invoke(base);
        values[i] = i == changed ? other(value) : value;
      }
      others.add(UploadRequest.Shape.class.getDeclaredConstructors()[0].newInstance(values));
    }
    return others;
  }

  private static Object other(Object value) {
    if (value instanceof Integer number) {
      return number + 1;
    }
    return value instanceof Double number ? (Object) (number * 2) : ProtocolKind.SUM_UPLOAD;
  }
}

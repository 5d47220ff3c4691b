package parley.mhe.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parley.error.ParleyException;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.PublicKey;
import parley.mhe.ckks.Scope;
import parley.mhe.layout.CoefficientLayout;
import parley.mhe.layout.ConversionMap;
import parley.mhe.layout.Factor;
import parley.mhe.layout.SlotLayout;

class TranscriptIT {
  private static Parties parties;

  @BeforeAll
  static void open() {
    parties = Parties.of(CkksParameters.INSECURE_TEST_4096, 3, 1);
  }

  @AfterAll
  static void close() {
    parties.close();
  }

  private static Transcript.Builder base(Session session, Place where, String protocol) {
    return Transcript.builder(session, protocol, where)
        .limbs(4, 8)
        .scales(0x1p90, 0x1p45)
        .map(new byte[] {1})
        .maskBits(200)
        .smudging(new byte[] {2})
        .inputHash(new byte[32]);
  }

  private static Transcript.Builder base() {
    return base(parties.session, Place.of("train", 3), "p");
  }

  @Test
  void id_anyFieldChanged_differs() throws Exception {
    Place where = Place.of("train", 3);
    List<Transcript> all = new ArrayList<>();
    all.add(base().build());
    all.addAll(contentsChanged());
    int contents = all.size();
    all.add(base(parties.session, where, "q").build());
    all.add(base(parties.session, Place.of("predict", 3), "p").build());
    all.add(base(parties.session, where.withAttempt(1), "p").build());
    all.add(base(parties.session, Place.of("train", 4), "p").build());
    all.add(base(parties.session, where.withObject(1), "p").build());
    TreeMap<String, byte[]> nonces = new TreeMap<>(parties.session.nonces());
    nonces.put("provider-000", Parties.hash(99, "nonce"));
    Session other =
        Session.open(
            parties.context, parties.session.planHash(), parties.querier.publicKey(), nonces);
    all.add(base(other, where, "p").build());

    assertThat(all.stream().map(Transcript::id).map(HexFormat.of()::formatHex))
        .doesNotHaveDuplicates();
    Stream<String> places =
        all.subList(0, contents).stream().map(Transcript::place).map(HexFormat.of()::formatHex);
    assertThat(places.distinct()).hasSize(1);
    assertThat(
            all.subList(contents - 1, all.size()).stream()
                .map(Transcript::place)
                .map(HexFormat.of()::formatHex))
        .doesNotHaveDuplicates();
  }

  /** Every setter of the builder with every one of its arguments changed, whatever they are. */
  private static List<Transcript> contentsChanged() throws Exception {
    List<Transcript> all = new ArrayList<>();
    for (Method setter : Transcript.Builder.class.getDeclaredMethods()) {
      if (setter.getReturnType() != Transcript.Builder.class) {
        continue;
      }
      for (int changed = 0; changed < setter.getParameterCount(); changed++) {
        Object[] values = new Object[setter.getParameterCount()];
        for (int i = 0; i < values.length; i++) {
          values[i] = value(setter.getParameterTypes()[i], i == changed ? 3 : 2);
        }
        Transcript.Builder builder = base();
        setter.invoke(builder, values);
        all.add(builder.build());
      }
    }
    assertThat(all).hasSizeGreaterThanOrEqualTo(8);
    return all;
  }

  private static Object value(Class<?> type, int of) {
    if (type == int.class) {
      return of;
    }
    return type == double.class ? (Object) (double) of : new byte[] {(byte) of};
  }

  /** What travels is what the answer depends on: no field of it may change without the id. */
  @Test
  void id_anyFieldOfAMessageChanged_differs() {
    try (Scope scope = Scope.open();
        RelinearisationRoundOne one =
            RelinearisationRoundOne.of(parties.session, Place.of("keys"));
        Share first = parties.sum(one);
        PublicKey key = parties.publicKey()) {
      Ciphertext input = key.encryptZero(5, 0x1p45, Parties.seed(1, "input"));
      MaskRule masks = MaskRule.of(0x1p45);
      Smudging smudging = Smudging.of(parties.dimension(), 8);
      List<CollectiveProtocol> requests =
          List.of(
              CollectivePublicKeyGen.of(parties.session, Place.of("keys")),
              one,
              one.secondRound(first),
              RotationKeyGen.ofGaloisElement(parties.session, Place.of("keys"), 5),
              SumRefresh.builder(parties.session, Place.of("train"))
                  .inputs(List.of(input.c1()), 0x1p45)
                  .stride(parties.dimension())
                  .masks(masks)
                  .output(SumRefreshOutput.single(0, 1, 0x1p45, 8, 0x1p45))
                  .build(),
              SumRefresh.builder(parties.session, Place.of("flooded"))
                  .inputs(List.of(input.c1()), 0x1p45)
                  .stride(parties.dimension())
                  .masks(masks)
                  .output(SumRefreshOutput.single(0, 1, 0x1p45, 8, 0x1p100))
                  .flood(new Flood(20))
                  .build(),
              converting(input, masks, Collections.emptySortedMap()),
              converting(input, masks, commitments()),
              product(converting(input, masks, commitments()), input, key),
              Refresh.of(parties.session, Place.of("r"), input.c1(), 0x1p45, 8, 5, masks),
              CollectiveDecryption.ofCoefficients(
                  parties.session,
                  Place.of("open"),
                  List.of(input.c1()),
                  new int[] {0, 1, 2, 3},
                  smudging,
                  0x1p45),
              CollectiveKeySwitch.of(
                  parties.session,
                  Place.of("switch"),
                  List.of(input.c1()),
                  0x1p45,
                  smudging,
                  0x1p45),
              CollectiveKeySwitch.of(
                  parties.session,
                  Place.of("flooded"),
                  List.of(input.c1()),
                  0x1p45,
                  smudging.atLeast(0x1p60),
                  0x1p45));
      assertThat(requests.stream().map(Object::getClass).distinct().count())
          .isEqualTo(CollectiveProtocol.class.getPermittedSubclasses().length);
      requests.forEach(TranscriptIT::requireEveryFieldInTheId);
    }
  }

  private static ConvertingRefresh converting(
      Ciphertext input, MaskRule masks, SortedMap<String, byte[]> commitments) {
    CoefficientLayout coefficients = CoefficientLayout.of(parties.dimension(), 100, 4);
    SlotLayout slots = new SlotLayout(parties.dimension(), 100, 4);
    return ConvertingRefresh.builder(parties.session, Place.of("convert"))
        .inputs(List.of(input.c1()), 0x1p45)
        .map(ConversionMap.toSlots(coefficients, slots, Factor.ONE))
        .masks(masks)
        .outputs(8, 0x1p45)
        .commitments(commitments)
        .build();
  }

  private static MaskedProduct product(
      ConvertingRefresh masking, Ciphertext factor, PublicKey key) {
    CoefficientLayout coefficients = CoefficientLayout.of(parties.dimension(), 100, 1);
    SlotLayout slots = new SlotLayout(parties.dimension(), 100, 1);
    ConversionMap way = ConversionMap.toCoefficients(slots, coefficients, Factor.ONE);
    return MaskedProduct.of(
        parties.session,
        Place.of("product"),
        MaskReference.of(masking),
        new ProductShape(way, parties.dimension(), false, 1),
        List.of(factor.c0(), factor.c1()),
        0x1p45,
        0x1p90,
        List.of(key.b(), key.a()),
        new byte[] {1, 2});
  }

  private static SortedMap<String, byte[]> commitments() {
    SortedMap<String, byte[]> all = new TreeMap<>();
    parties.session.parties().forEach(party -> all.put(party, Parties.hash(1, party)));
    return all;
  }

  private static void requireEveryFieldInTheId(CollectiveProtocol request) {
    byte[] bytes = request.toBytes();
    int read = 0;
    for (int field = 0; field < bytes.length; ) {
      int length = ByteBuffer.wrap(bytes, field, 4).getInt();
      int end = field + 4 + length;
      if (length > 0) {
        byte[] changed = bytes.clone();
        // The low bits of a residue, of a number, or of a text.
        changed[length > 1000 ? end - 8 : end - 1] ^= 1;
        try (CollectiveProtocol other = CollectiveProtocol.fromBytes(parties.session, changed)) {
          read++;
          assertThat(other.transcript().id())
              .as(request.transcript() + ", byte " + end)
              .isNotEqualTo(request.transcript().id());
        } catch (ParleyException | IllegalArgumentException e) {
          assertThat(e).as("not a request any more").isNotNull();
        }
      }
      field = end;
    }
    // The four fields of the place at least.
    assertThat(read).as(request.transcript().toString()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void id_sameContent_isTheSame() {
    assertThat(base().build().id()).isEqualTo(base().build().id()).hasSize(32);
  }

  @Test
  void expand_twoRounds_neverShareACommonString() {
    List<String> strings = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      for (int attempt = 0; attempt < 2; attempt++) {
        for (int object = 0; object < 2; object++) {
          Place where = new Place("train", attempt, round, object);
          byte[] id = base(parties.session, where, "p").build().id();
          for (int index = 0; index < 2; index++) {
            for (int digit = 0; digit < 2; digit++) {
              try (Polynomial common =
                  CommonString.expand(parties.context, id, index, digit, 1, false)) {
                strings.add(HexFormat.of().formatHex(common.toBytes()));
              }
            }
          }
        }
      }
    }
    assertThat(strings).hasSize(48).doesNotHaveDuplicates();
  }

  @Test
  void requireNonce_foreignNonce_refused() {
    parties.session.requireNonce("provider-001", Parties.hash(1, "nonce 1"));
    assertThatThrownBy(
            () -> parties.session.requireNonce("provider-001", Parties.hash(1, "nonce 2")))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("provider-001");
    assertThatThrownBy(() -> parties.session.requireNonce("nobody", new byte[32]))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("nobody");
  }
}

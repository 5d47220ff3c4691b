package parley.mhe.party;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.mhe.ckks.Scope;
import parley.mhe.party.plan.RefusedException;
import parley.mhe.party.secret.PassphraseSource;
import parley.mhe.party.store.KeyStore;
import parley.mhe.protocol.ConvertingRefresh;
import parley.mhe.protocol.MaskReference;
import parley.mhe.protocol.MaskedProduct;
import parley.mhe.protocol.Place;
import parley.mhe.protocol.ProductShape;

/** What a party multiplies by its masks, and what it does not. */
class ProductPartyTest {
  @TempDir private Path folder;
  private TestParties world;
  private TestKeys keys;
  private Party party;
  private Scope scope;
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeEach
  void open() {
    world = ConvertingParties.with((plan, name) -> Party.join(plan, name, store(name)));
    keys = TestKeys.of(world.session, world.plan, world.querier);
    party = world.first();
    scope = Scope.open();
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    scope.close();
    keys.close();
    world.close();
  }

  private KeyStore store(String name) {
    return KeyStore.of(folder, name, PassphraseSource.none());
  }

  private ConvertingRefresh masking(String step, int round) {
    ConvertingRefresh request =
        step.equals(ConvertingParties.LABELS)
            ? ConvertingParties.request(world, step, round)
                .commitments(ConvertingParties.commitments(world))
                .build()
            : ConvertingParties.request(world, step, round).build();
    open.add(request);
    return request;
  }

  private MaskedProduct product(String step, ConvertingRefresh masking) {
    MaskedProduct request = ConvertingParties.product(world, step, MaskReference.of(masking), keys);
    open.add(request);
    return request;
  }

  @Test
  void answer_productsOfBothMasks_sameBytesAgainAndAfterARestart() {
    party.acceptKeys(keys.digest());
    ConvertingRefresh plain = masking(ConvertingParties.PLAIN, 1);
    ConvertingRefresh labels = masking(ConvertingParties.LABELS, 1);
    party.answer(plain);
    party.answer(labels, ConvertingParties.labels(1));
    MaskedProduct one = product(ConvertingParties.PRODUCT, plain);
    MaskedProduct two = product(ConvertingParties.OF_LABELS, labels);
    byte[] ofPlain = party.answer(one);
    byte[] ofLabels = party.answer(two);
    assertThat(party.answer(one)).isEqualTo(ofPlain);
    assertThat(party.answer(two.toBytes())).isEqualTo(ofLabels);
    party.close();
    try (Party again = Party.resume(store("a"))) {
      assertThat(again.answer(one)).isEqualTo(ofPlain);
      assertThat(again.answer(two)).isEqualTo(ofLabels);
    }
  }

  private interface Change {
    MaskedProduct of(TestParties world, MaskReference masked, TestKeys keys);
  }

  private static Arguments row(String what, Change change) {
    return Arguments.of(what, change);
  }

  private static MaskedProduct with(
      TestParties world,
      MaskReference masked,
      TestKeys keys,
      ProductShape shape,
      int limbs,
      double scaleIn,
      double scaleOut) {
    Place where = Place.of(ConvertingParties.PRODUCT, 1);
    return ConvertingParties.product(world, where, masked, shape, limbs, scaleIn, scaleOut, keys);
  }

  /** Each row changes one thing of a product that the plan has. */
  static Stream<Arguments> deviations() {
    ProductShape shape = ConvertingParties.shape();
    ProductShape twice = new ProductShape(ConvertingParties.way(2), 512, false, 2);
    ProductShape transposed = new ProductShape(shape.way(), 512, true, 2);
    ProductShape one = new ProductShape(shape.way(), 512, false, 1);
    return Stream.of(
        row("the limbs", (w, m, k) -> with(w, m, k, shape, 3, 0x1p45, 0x1p90)),
        row("the factors' scale", (w, m, k) -> with(w, m, k, shape, 4, 0x1p46, 0x1p90)),
        row("the scale that comes out", (w, m, k) -> with(w, m, k, shape, 4, 0x1p45, 0x1p91)),
        row("the product", (w, m, k) -> with(w, m, k, twice, 4, 0x1p45, 0x1p90)),
        row("the product", (w, m, k) -> with(w, m, k, transposed, 4, 0x1p45, 0x1p90)),
        row("the product", (w, m, k) -> with(w, m, k, one, 4, 0x1p45, 0x1p90)),
        row(
            "the masked request",
            (w, m, k) ->
                ConvertingParties.product(
                    w,
                    ConvertingParties.PRODUCT,
                    new MaskReference(new byte[32], m.map(), m.maskBits()),
                    k)),
        row(
            "the masked request",
            (w, m, k) ->
                ConvertingParties.product(
                    w,
                    ConvertingParties.PRODUCT,
                    new MaskReference(m.requestId(), m.map(), m.maskBits() + 1),
                    k)),
        row(
            "the masked request",
            (w, m, k) ->
                ConvertingParties.product(
                    w,
                    ConvertingParties.PRODUCT,
                    new MaskReference(m.requestId(), ConvertingParties.map(3), m.maskBits()),
                    k)),
        row(
            "the masked request",
            (w, m, k) -> ConvertingParties.product(w, ConvertingParties.OF_LABELS, m, k)));
  }

  @ParameterizedTest
  @MethodSource("deviations")
  void answer_thatDeviates_refused(String what, Change change) {
    party.acceptKeys(keys.digest());
    ConvertingRefresh masking = masking(ConvertingParties.PLAIN, 0);
    party.answer(masking);
    MaskedProduct request = change.of(world, MaskReference.of(masking), keys);
    open.add(request);
    assertThatThrownBy(() -> party.answer(request))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("cannot answer " + request.transcript().where().step() + ": " + what)
        .hasMessageContaining("deviates from the plan");
    assertThat(party.ledgerSize()).isEqualTo(1);
  }

  /** What leaves is encrypted to the keys that the party accepted. */
  @Test
  void answer_keysNotAcceptedOrOthers_refused() {
    ConvertingRefresh masking = masking(ConvertingParties.PLAIN, 0);
    party.answer(masking);
    MaskedProduct request = product(ConvertingParties.PRODUCT, masking);
    assertThatThrownBy(() -> party.answer(request))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("the session's keys have not come");
    try (TestKeys others = TestKeys.of(world.session, world.plan, world.querier);
        MaskedProduct theirs =
            ConvertingParties.product(
                world, ConvertingParties.PRODUCT, MaskReference.of(masking), others);
        MaskedProduct mixed =
            MaskedProduct.of(
                world.session,
                Place.of(ConvertingParties.PRODUCT, 1),
                MaskReference.of(masking),
                ConvertingParties.shape(),
                request.publicInputs().subList(0, 4),
                0x1p45,
                0x1p90,
                theirs.publicInputs().subList(4, 6),
                keys.digest().toBytes())) {
      party.acceptKeys(keys.digest());
      assertThatThrownBy(() -> party.answer(theirs))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("the session's keys are others");
      assertThatThrownBy(() -> party.answer(mixed))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining(
              "the public key in the request is another, expected the session's, got another");
    }
    assertThat(party.answer(request)).isNotEmpty();
  }
}

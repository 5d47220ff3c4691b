package parley.mhe.ckks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.error.ParleyException;

class EvaluatorIT {
  private static final double SCALE = 0x1p45;
  private static final int SLOTS = 2048;
  private static final double[] X = SoloKeys.values(SLOTS, 1);
  private static final double[] Y = SoloKeys.values(SLOTS, 2);
  private static CkksContext context;
  private static SoloKeys keys;
  private static SwitchingKey relinearisationKey;
  private static Evaluator evaluator;
  private static Encoder encoder;
  private Scope scope;
  private Ciphertext x;
  private Ciphertext y;

  @BeforeAll
  static void open() {
    context = CkksContext.open(CkksParameters.INSECURE_TEST_4096);
    keys = new SoloKeys(context, 1);
    relinearisationKey = keys.relinearisationKey();
    evaluator = new Evaluator(context);
    encoder = new Encoder(context);
  }

  @AfterAll
  static void close() {
    relinearisationKey.close();
    keys.close();
    context.close();
  }

  @BeforeEach
  void encrypt() {
    scope = Scope.open();
    x = keys.encrypt(X, SCALE, 4, 1);
    y = keys.encrypt(Y, SCALE, 4, 2);
  }

  @AfterEach
  void closeScope() {
    scope.close();
  }

  private static void check(Ciphertext got, double bound, IntToDoubleFunction expected) {
    double[] slots = keys.pair().decrypt(got);
    double[] plain = IntStream.range(0, SLOTS).mapToDouble(expected).toArray();
    assertThat(SoloKeys.error(slots, plain)).isLessThan(bound);
  }

  @Test
  void encrypt_thenDecrypt_isPrecise() {
    // Noise of a fresh encryption 3.2 sqrt(4n/3), in a slot sqrt(n) times that: 2^14 / 2^45.
    check(x, 0x1p-27, i -> X[i]);
    Ciphertext zero = keys.pair().publicKey().encryptZero(4, SCALE, SoloKeys.seed(9));
    check(zero, 0x1p-27, i -> 0);
    assertThat(zero.c1().toBytes()).isNotEqualTo(x.c1().toBytes());
  }

  @Test
  void sums_ofCiphertextsAndPlaintexts_agreeWithPlain() {
    Plaintext p = encoder.encode(Y, SCALE, 4);
    check(evaluator.add(x, y), 0x1p-26, i -> X[i] + Y[i]);
    check(evaluator.subtract(x, y), 0x1p-26, i -> X[i] - Y[i]);
    check(evaluator.negate(x), 0x1p-26, i -> -X[i]);
    check(evaluator.addPlain(x, p), 0x1p-26, i -> X[i] + Y[i]);
    check(evaluator.subtractPlain(x, p), 0x1p-26, i -> X[i] - Y[i]);
    check(evaluator.addScalar(x, -2.25), 0x1p-26, i -> X[i] - 2.25);
  }

  @Test
  void products_withPlaintextsAndScalars_agreeWithPlain() {
    Plaintext p = encoder.encode(Y, SCALE, 4);
    Ciphertext product = evaluator.multiplyPlain(x, p);
    assertThat(product.scale()).isEqualTo(0x1p90);
    check(product, 0x1p-26, i -> X[i] * Y[i]);
    check(evaluator.multiplyInteger(x, BigInteger.valueOf(-12), 4), 0x1p-24, i -> -3 * X[i]);
    check(evaluator.multiplyScalar(x, 0.3, 0x1p40), 0x1p-26, i -> 0.3 * X[i]);
    Ciphertext rescaled = evaluator.rescale(product);
    assertThat(rescaled.limbs()).isEqualTo(3);
    assertThat(rescaled.remainingLevels()).isEqualTo(2);
    assertThat(rescaled.scale()).isEqualTo(0x1p90 / context.primes()[3]);
    check(rescaled, 0x1p-26, i -> X[i] * Y[i]);
    check(evaluator.drop(x, 2), 0x1p-26, i -> X[i]);
  }

  @Test
  void multiply_relinearised_agreesWithPlainAtEveryNumberOfLimbs() {
    for (int limbs = 8; limbs >= 2; limbs--) {
      Ciphertext a = keys.encrypt(X, SCALE, limbs, 3);
      Ciphertext b = keys.encrypt(Y, SCALE, limbs, 4);
      Ciphertext three = evaluator.multiplyNoRelin(a, b);
      assertThat(three.size()).isEqualTo(3);
      check(three, 0x1p-25, i -> X[i] * Y[i]);
      Ciphertext product = evaluator.multiply(a, b, relinearisationKey);
      assertThat(product.size()).isEqualTo(2);
      check(product, 0x1p-25, i -> X[i] * Y[i]);
      check(evaluator.rescale(product), 0x1p-25, i -> X[i] * Y[i]);
    }
  }

  @Test
  void rotate_bothWays_agreesWithPlain() {
    int forth = Evaluator.galoisElement(3, 4096);
    int back = Evaluator.galoisElement(-1, 4096);
    RotationKeys rotations = keys.rotationKeys(forth, back);
    // At scale 2^90, so that the noise of the switch does not matter.
    Ciphertext wide = keys.encrypt(X, 0x1p90, 4, 5);
    check(evaluator.rotate(wide, 3, rotations), 0x1p-40, i -> X[(i + 3) % SLOTS]);
    check(evaluator.rotate(wide, -1, rotations), 0x1p-40, i -> X[(i + SLOTS - 1) % SLOTS]);
    check(evaluator.rotate(wide, 0, rotations), 0x1p-40, i -> X[i]);
    check(evaluator.rotate(x, 3, rotations), 0x1p-20, i -> X[(i + 3) % SLOTS]);
    assertThatThrownBy(() -> evaluator.rotate(x, 2, rotations))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("no key for Galois element 25");
    for (int g : rotations.galoisElements()) {
      rotations.get(g).close();
    }
  }

  @Test
  void monomial_byTheRingDimension_negates() {
    check(evaluator.monomial(x, 4096), 0x1p-26, i -> -X[i]);
    check(evaluator.monomial(evaluator.monomial(x, 7), -7), 0x1p-26, i -> X[i]);
  }

  @Test
  void innerProduct_ofManyTerms_agreesWithPlain() {
    int terms = 300; // more than 128 bits hold without a reduction in between
    List<Plaintext> xs = new ArrayList<>();
    List<Ciphertext> ws = new ArrayList<>();
    List<double[]> plain = new ArrayList<>();
    for (int j = 0; j < terms; j++) {
      plain.add(SoloKeys.values(SLOTS, 100 + j));
      xs.add(encoder.encode(plain.get(j), SCALE, 3));
      ws.add(j % 2 == 0 ? evaluator.drop(x, 3) : evaluator.drop(y, 3));
    }
    Ciphertext sum = evaluator.innerProduct(xs, ws);
    assertThat(sum.scale()).isEqualTo(0x1p90);
    check(
        sum,
        0x1p-21,
        i ->
            IntStream.range(0, terms)
                .mapToDouble(j -> plain.get(j)[i] * (j % 2 == 0 ? X[i] : Y[i]))
                .sum());
  }

  @Test
  void innerProductCiphertexts_relinearisedOnce_agreesWithPlain() {
    Ciphertext sum = evaluator.innerProductCiphertexts(List.of(x, y, x), List.of(y, y, x));
    check(
        evaluator.relinearise(sum, relinearisationKey),
        0x1p-24,
        i -> X[i] * Y[i] + Y[i] * Y[i] + X[i] * X[i]);
  }

  @Test
  void sums_ofOtherScalesOrLimbs_areRefused() {
    Ciphertext other = keys.encrypt(X, SCALE * (1 + 0x1p-29), 4, 6);
    assertThatThrownBy(() -> evaluator.add(x, other))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("scales differ");
    Ciphertext close = keys.encrypt(X, SCALE * (1 + 0x1p-31), 4, 6);
    check(evaluator.add(x, close), 0x1p-25, i -> 2 * X[i]);
    Ciphertext fewer = evaluator.drop(y, 3);
    assertThatThrownBy(() -> evaluator.add(x, fewer))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("limbs differ, expected 4, got 3");
    assertThatThrownBy(() -> evaluator.multiplyNoRelin(x, fewer))
        .isInstanceOf(ParleyException.class);
    assertThatThrownBy(() -> evaluator.rescale(evaluator.drop(x, 1)))
        .isInstanceOf(ParleyException.class);
    assertThatThrownBy(() -> evaluator.relinearise(x, relinearisationKey))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("expected 3 polynomials, got 2");
  }

  @Test
  void galoisElement_ofSteps_isThePowerOfFive() {
    assertThat(Evaluator.galoisElement(0, 4096)).isEqualTo(1);
    assertThat(Evaluator.galoisElement(1, 4096)).isEqualTo(5);
    assertThat(Evaluator.galoisElement(2, 4096)).isEqualTo(25);
    assertThat(Evaluator.galoisElement(-1, 4096) * 5 % 8192).isEqualTo(1);
  }
}

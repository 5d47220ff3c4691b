package parley.mhe.ckks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.error.ParleyException;
import parley.mhe.random.Samplers;

class PolynomialIT {
  private static final int N = 1 << 10;
  private static CkksContext context;
  private Scope scope;

  @BeforeAll
  static void open() {
    context = CkksContext.open(CkksParameters.INSECURE_TOY);
  }

  @AfterAll
  static void close() {
    context.close();
  }

  @BeforeEach
  void openScope() {
    scope = Scope.open();
  }

  @AfterEach
  void closeScope() {
    scope.close();
  }

  private static BigInteger[] random(int bits, int seed) {
    Random r = new Random(seed);
    BigInteger half = BigInteger.ONE.shiftLeft(bits - 1);
    return IntStream.range(0, N)
        .mapToObj(i -> new BigInteger(bits, r).subtract(half))
        .toArray(BigInteger[]::new);
  }

  private static Polynomial of(BigInteger[] v, int limbs) {
    return Polynomial.ofCoefficients(context, limbs, Words.ofIntegers(v, 5), 5);
  }

  private static BigInteger centred(BigInteger v, int limbs) {
    BigInteger q = context.modulus(limbs);
    BigInteger r = v.mod(q);
    return r.compareTo(q.shiftRight(1)) > 0 ? r.subtract(q) : r;
  }

  @Test
  void coefficients_ofDenseIntegers_comeBack() {
    BigInteger[] v = random(200, 1);
    assertThat(of(v, 5).coefficients()).isEqualTo(v);
    int[] some = {0, 1, 17, N - 1};
    BigInteger[] expected = Arrays.stream(some).mapToObj(i -> v[i]).toArray(BigInteger[]::new);
    assertThat(of(v, 5).coefficients(some)).isEqualTo(expected);
  }

  @Test
  void coefficients_beyondTheModulus_areCentred() {
    BigInteger[] v = random(200, 2);
    BigInteger[] expected = Arrays.stream(v).map(x -> centred(x, 3)).toArray(BigInteger[]::new);
    assertThat(of(v, 3).coefficients()).isEqualTo(expected);
    assertThat(of(v, 5).drop(3).coefficients()).isEqualTo(expected);
  }

  @Test
  void ofCoefficients_sparseSigned_areWhereTheyWereSet() {
    BigInteger big = BigInteger.ONE.shiftLeft(199).negate();
    Polynomial p =
        Polynomial.ofCoefficients(
            context, 5, new int[] {3, 900}, new BigInteger[] {big, BigInteger.TWO});
    BigInteger[] c = p.coefficients();
    assertThat(c[3]).isEqualTo(big);
    assertThat(c[900]).isEqualTo(BigInteger.TWO);
    assertThat(Arrays.stream(c).filter(x -> x.signum() != 0)).hasSize(2);
    Polynomial constant =
        Polynomial.ofCoefficients(context, 2, new int[] {0}, new BigInteger[] {BigInteger.TEN});
    assertThat(constant.coefficients(new int[] {0, 1}))
        .containsExactly(BigInteger.TEN, BigInteger.ZERO);
  }

  @Test
  void residues_ofPositionZero_agreeWithTheTransform() {
    Polynomial p = of(random(200, 3), 5);
    long[] mean = p.residues(new int[] {0});
    long[] both = p.residues(new int[] {0, 5});
    assertThat(mean).isEqualTo(Arrays.copyOf(both, 5));
    assertThat(Polynomial.centre(context, mean)).isEqualTo(p.coefficients()[0]);
  }

  @Test
  void arithmetic_onRandomIntegers_agreesWithPlain() {
    BigInteger[] a = random(100, 4);
    BigInteger[] b = random(100, 5);
    BigInteger[] c = random(100, 6);
    Polynomial x = of(a, 5);
    Polynomial y = of(b, 5);
    Polynomial z = of(c, 5);
    BigInteger[] product = plainProduct(a, b);
    assertThat(x.add(y).coefficients()).isEqualTo(zip(a, b, BigInteger::add));
    assertThat(x.subtract(y).coefficients()).isEqualTo(zip(a, b, BigInteger::subtract));
    assertThat(x.negate().coefficients()).isEqualTo(zip(a, a, (u, v) -> u.negate()));
    assertThat(x.multiply(y).coefficients()).isEqualTo(product);
    assertThat(x.multiplyAdd(y, z).coefficients()).isEqualTo(zip(product, c, BigInteger::add));
    assertThat(x.multiplySubtractFrom(y, z).coefficients())
        .isEqualTo(zip(c, product, BigInteger::subtract));
    BigInteger k = BigInteger.ONE.shiftLeft(90).negate().add(BigInteger.ONE);
    assertThat(x.multiplyScalar(k).coefficients()).isEqualTo(zip(a, a, (u, v) -> u.multiply(k)));
    BigInteger[] shifted = a.clone();
    shifted[0] = a[0].add(k);
    assertThat(x.addScalar(k).coefficients()).isEqualTo(shifted);
  }

  @Test
  void monomialAndAutomorphism_onRandomIntegers_agreeWithPlain() {
    BigInteger[] a = random(100, 7);
    for (int e : new int[] {0, 1, N, N + 5, -3}) {
      assertThat(of(a, 3).monomial(e).coefficients()).isEqualTo(substitute(a, 1, e));
    }
    for (int g : new int[] {1, 5, 25, 2 * N - 1, 77}) {
      assertThat(of(a, 3).automorphism(g).coefficients()).isEqualTo(substitute(a, g, 0));
    }
  }

  @Test
  void extend_ofTernary_isTheSameIntegersModuloQp() {
    Polynomial s = Samplers.ternary(context, SoloKeys.seed(1), 5, false);
    Polynomial direct = Samplers.ternary(context, SoloKeys.seed(1), 5, true);
    assertThat(s.extend().toBytes()).isEqualTo(direct.toBytes());
    assertThat(direct.drop(5).toBytes()).isEqualTo(s.toBytes());
  }

  @Test
  void gadget_overAllDigits_sumsToPTimesThePolynomial() {
    Polynomial s = Samplers.ternary(context, SoloKeys.seed(2), 5, true);
    Polynomial sum = Polynomial.zeroExtended(context);
    BigInteger p = BigInteger.ONE;
    for (long q : context.specialPrimes()) {
      p = p.multiply(BigInteger.valueOf(q));
    }
    for (int j = 0; j < context.digits(); j++) {
      sum = sum.add(s.gadget(j));
    }
    assertThat(sum.toBytes()).isEqualTo(s.multiplyScalar(p).toBytes());
  }

  @Test
  void combine_differentShapes_isRefused() {
    Polynomial a = Polynomial.zero(context, 2);
    Polynomial b = Polynomial.zero(context, 3);
    assertThatThrownBy(() -> a.add(b))
        .isInstanceOf(ParleyException.class)
        .hasMessageContaining("2 limbs")
        .hasMessageContaining("3 limbs");
    assertThatThrownBy(() -> Polynomial.zero(context, 6)).isInstanceOf(ParleyException.class);
    assertThatThrownBy(() -> a.drop(3)).isInstanceOf(ParleyException.class);
    assertThatThrownBy(() -> a.gadget(0)).isInstanceOf(ParleyException.class);
    assertThatThrownBy(() -> a.automorphism(4)).isInstanceOf(IllegalArgumentException.class);
  }

  private static BigInteger[] zip(
      BigInteger[] a, BigInteger[] b, java.util.function.BinaryOperator<BigInteger> f) {
    return IntStream.range(0, N).mapToObj(i -> f.apply(a[i], b[i])).toArray(BigInteger[]::new);
  }

  private static BigInteger[] plainProduct(BigInteger[] a, BigInteger[] b) {
    BigInteger[] out = new BigInteger[N];
    Arrays.fill(out, BigInteger.ZERO);
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        BigInteger p = a[i].multiply(b[j]);
        int at = (i + j) % N;
        out[at] = i + j < N ? out[at].add(p) : out[at].subtract(p);
      }
    }
    return out;
  }

  /** X^e a(X^g). */
  private static BigInteger[] substitute(BigInteger[] a, int g, int e) {
    BigInteger[] out = new BigInteger[N];
    for (int i = 0; i < N; i++) {
      int at = Math.floorMod((long) i * g + e, 2 * N);
      out[at % N] = at < N ? a[i] : a[i].negate();
    }
    return out;
  }
}

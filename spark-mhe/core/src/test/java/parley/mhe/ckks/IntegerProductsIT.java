package parley.mhe.ckks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.error.ParleyException;
import parley.mhe.random.Samplers;

/** Products with polynomials of integers: against schoolbook ones, and against encoded ones. */
class IntegerProductsIT {
  private static final CkksParameters INSECURE_SHORT =
      CkksParameters.builder().logRingDimension(10).limbs(3).digits(3).insecure(true).build();

  /** Primes of 50 bits, which only the scalar kernels take. */
  private static final CkksParameters INSECURE_LONG_PRIMES =
      CkksParameters.builder()
          .logRingDimension(11)
          .limbs(3)
          .digits(3)
          .scaleBits(50)
          .insecure(true)
          .build();

  @ParameterizedTest
  @CsvSource({"1,0,1", "1,15,3", "5,16,2", "40,100,17", "9,900,33", "1,1023,1"})
  void sum_anyExponents_asTermByTerm(int places, int highest, int terms) {
    for (CkksParameters parameters : List.of(INSECURE_SHORT, INSECURE_LONG_PRIMES)) {
      try (CkksContext context = CkksContext.open(parameters);
          Scope scope = Scope.open()) {
        Random random = new Random(places);
        int[] exponents = random.ints(places, 0, highest + 1).toArray();
        exponents[0] = highest;
        List<int[]> x = integers(random, places, terms);
        List<Ciphertext> w = ciphertexts(context, 3, terms);
        IntegerProducts products = new IntegerProducts(context);
        Ciphertext got = products.sum(exponents, x, 0x1p20, w);
        Ciphertext inverted = products.sumInverted(exponents, x, 0x1p20, w);
        assertThat(got.scale()).isEqualTo(0x1p65);
        int[] negative = Arrays.stream(exponents).map(e -> -e).toArray();
        assertThat(got.c0().coefficients()).isEqualTo(schoolbook(exponents, x, w, false));
        assertThat(got.c1().coefficients()).isEqualTo(schoolbook(exponents, x, w, true));
        assertThat(inverted.c0().coefficients()).isEqualTo(schoolbook(negative, x, w, false));
        assertThat(inverted.c1().coefficients()).isEqualTo(schoolbook(negative, x, w, true));
      }
    }
  }

  @Test
  void sum_atFullSize_thatOfEncodedRows() {
    try (CkksContext context = CkksContext.open(CkksParameters.SECURE_14);
        Scope scope = Scope.open()) {
      int limbs = 5;
      Random random = new Random(2);
      int[] exponents = IntStream.range(0, 256).toArray();
      List<int[]> x = integers(random, 256, 21);
      List<Ciphertext> w = ciphertexts(context, limbs, 21);
      List<Plaintext> encoded = new ArrayList<>();
      for (int[] values : x) {
        BigInteger[] big =
            Arrays.stream(values).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new);
        Polynomial polynomial = Polynomial.ofCoefficients(context, limbs, exponents, big);
        encoded.add(Plaintext.of(polynomial, 0x1p20));
      }
      Ciphertext expected = new Evaluator(context).innerProduct(encoded, w);
      Ciphertext got = new IntegerProducts(context).sum(exponents, x, 0x1p20, w);
      assertThat(got.toBytes()).isEqualTo(expected.toBytes());
    }
  }

  @Test
  void sum_badArguments_refused() {
    try (CkksContext context = CkksContext.open(INSECURE_SHORT);
        Scope scope = Scope.open()) {
      IntegerProducts products = new IntegerProducts(context);
      List<Ciphertext> w = ciphertexts(context, 3, 1);
      List<int[]> one = List.of(new int[] {1});
      assertThatThrownBy(() -> products.sum(new int[] {1024}, one, 1, w))
          .hasMessage("cannot use position: expected 0 to 1023, got 1024");
      assertThatThrownBy(() -> products.sum(new int[] {1, 2}, one, 1, w))
          .hasMessage("cannot multiply: expected an integer an exponent, 2, got 1");
      assertThatThrownBy(() -> products.sum(new int[0], List.of(new int[0]), 1, w))
          .isInstanceOf(ParleyException.class)
          .hasMessage("cannot multiply: expected at least one exponent, got 0");
      assertThatThrownBy(() -> products.sum(new int[] {1}, List.of(), 1, w))
          .hasMessage(
              "cannot multiply: expected as many factors on both sides and at least one, got 0"
                  + " and 1");
      List<Ciphertext> mixed = List.of(w.get(0), ciphertexts(context, 2, 1).get(0));
      assertThatThrownBy(
              () -> products.sum(new int[] {1}, List.of(new int[1], new int[1]), 1, mixed))
          .hasMessage("cannot multiply: limbs differ, expected 3, got 2");
    }
  }

  private static List<int[]> integers(Random random, int places, int terms) {
    List<int[]> x = new ArrayList<>();
    for (int j = 0; j < terms; j++) {
      x.add(random.ints(places).toArray());
      x.get(j)[0] = j % 2 == 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
    }
    return x;
  }

  private static List<Ciphertext> ciphertexts(CkksContext context, int limbs, int terms) {
    List<Ciphertext> w = new ArrayList<>();
    for (int j = 0; j < terms; j++) {
      byte[] seed = new byte[32];
      seed[0] = (byte) j;
      Polynomial c0 = Samplers.uniform(context, seed, limbs, false);
      seed[1] = 1;
      w.add(Ciphertext.of(c0, Samplers.uniform(context, seed, limbs, false), 0x1p45));
    }
    return w;
  }

  private static BigInteger[] schoolbook(
      int[] exponents, List<int[]> x, List<Ciphertext> w, boolean second) {
    CkksContext context = w.get(0).context();
    int n = context.parameters().ringDimension();
    BigInteger q = context.modulus(w.get(0).limbs());
    BigInteger[] sum = new BigInteger[n];
    Arrays.fill(sum, BigInteger.ZERO);
    for (int j = 0; j < w.size(); j++) {
      Polynomial factor = second ? w.get(j).c1() : w.get(j).c0();
      BigInteger[] coefficients = factor.coefficients();
      for (int r = 0; r < exponents.length; r++) {
        for (int k = 0; k < n; k++) {
          int place = Math.floorMod(k + exponents[r], 2 * n);
          BigInteger value = coefficients[k].multiply(BigInteger.valueOf(x.get(j)[r]));
          sum[place % n] = place < n ? sum[place % n].add(value) : sum[place % n].subtract(value);
        }
      }
    }
    BigInteger half = q.shiftRight(1);
    for (int k = 0; k < n; k++) {
      BigInteger value = sum[k].mod(q);
      sum[k] = value.compareTo(half) > 0 ? value.subtract(q) : value;
    }
    return sum;
  }
}

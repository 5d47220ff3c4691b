package parley.fl.protection.encrypted.linear.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.CkksParameters;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.IntegerProducts;
import parley.mhe.ckks.KeyPair;
import parley.mhe.ckks.Plaintext;
import parley.mhe.ckks.Polynomial;
import parley.mhe.ckks.Scope;
import parley.mhe.random.Seed;

/** Products of wide integers against the same products of big ones. */
class WideProductsTest {
  private static final int LIMBS = 4;
  private static final double SCALE = 0x1p40;

  @ParameterizedTest
  @CsvSource({
    "5,-7,1",
    "2147483647,-2147483648,1",
    "2147483648,1,2",
    "1,-2147483649,2",
    "-576460752303423489,576460752303423487,2"
  })
  void of_integersOfAnyWidth_isTheirProduct(long x, long y, int products) {
    WideProducts wide = new WideProducts(List.of(new long[] {x, y}));
    try (CkksContext context = CkksContext.open(CkksParameters.INSECURE_TOY);
        KeyPair keys = KeyPair.generate(context, Seed.fresh());
        Scope scope = Scope.open()) {
      BigInteger[] three = {BigInteger.valueOf(3).shiftLeft(40)};
      Polynomial constant = Polynomial.ofCoefficients(context, LIMBS, new int[] {0}, three);
      Ciphertext w = keys.publicKey().encrypt(Plaintext.of(constant, SCALE), Seed.of(new byte[32]));

      Ciphertext product =
          wide.of(
              new Evaluator(context),
              part -> new IntegerProducts(context).sum(new int[] {0, 9}, part, 1, List.of(w)));

      BigInteger[] got = keys.phase(product).coefficients();
      assertThat(wide.count()).isEqualTo(products);
      assertThat(product.scale()).isEqualTo(SCALE);
      assertThat(got[0]).satisfies(g -> requireClose(g, x));
      assertThat(got[9]).satisfies(g -> requireClose(g, y));
    }
  }

  /** To what the encryption's noise, below 2^20, makes of the larger of both integers. */
  private static void requireClose(BigInteger got, long integer) {
    BigInteger expected = BigInteger.valueOf(integer).multiply(BigInteger.valueOf(3).shiftLeft(40));
    assertThat(got.subtract(expected).bitLength()).isLessThan(82);
  }

  @Test
  void new_integerOf61Bits_throws() {
    assertThatThrownBy(() -> new WideProducts(List.of(new long[] {1L << 61})))
        .isInstanceOf(ArithmeticException.class);
  }
}

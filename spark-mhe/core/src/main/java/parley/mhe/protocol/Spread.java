package parley.mhe.protocol;

import java.util.ArrayList;
import java.util.List;
import parley.mhe.ckks.Ciphertext;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Evaluator;
import parley.mhe.ckks.RotationKeys;
import parley.mhe.ckks.Scope;

/**
 * Takes a packed ciphertext, with the value w_j at X^(j n / count), apart into one ciphertext a
 * value. Local, at the driver, with log2(count) collective automorphism keys. Immutable,
 * thread-safe.
 *
 * <p>Step k = 0 .. log2(count) - 1 uses X -> X^(count / 2^k + 1), which turns the sign of the odd
 * ones: c + phi(c) keeps the even values, X^-(2^k n / count) (c - phi(c)) the odd ones, each twice.
 * So the results hold {@code count * w_j} in every slot: put 1 / count into the factor. The idea is
 * the automorphism tree of Chen, Dai, Kim and Song, <a
 * href="https://eprint.iacr.org/2020/015">ePrint 2020/015</a>. Noise: the input's deviation times
 * sqrt(count), and that of the key switches, which do not shrink with the number of values; refresh
 * to a scale of 2^60 or more and drop a limb after if that matters. Never use it before an opening
 * that counts on a fresh refresh's noise.
 */
public final class Spread {
  private final CkksContext context;
  private final int count;

  /**
   * @param count how many values, a power of two from 2 to n
   */
  public Spread(CkksContext context, int count) {
    int dimension = context.parameters().ringDimension();
    if (count < 2 || count > dimension || Integer.bitCount(count) != 1) {
      throw new IllegalArgumentException(
          "cannot spread a ciphertext: expected a power of two from 2 to "
              + dimension
              + " values, got "
              + count);
    }
    this.context = context;
    this.count = count;
  }

  /** The automorphisms whose keys it needs, in the order of use. */
  public List<Integer> galoisElements() {
    List<Integer> elements = new ArrayList<>();
    for (int step = count; step > 1; step /= 2) {
      elements.add(step + 1);
    }
    return elements;
  }

  /** The exponent of value j in the packed ciphertext. */
  public int exponent(int value) {
    return value * (context.parameters().ringDimension() / count);
  }

  /**
   * The values apart, each times count, in every slot; the caller owns them.
   *
   * @throws parley.error.ParleyException when a key is missing
   */
  public List<Ciphertext> apply(Ciphertext packed, RotationKeys keys) {
    Evaluator evaluator = new Evaluator(context);
    int dimension = context.parameters().ringDimension();
    try (Scope scope = Scope.open()) {
      List<Ciphertext> current = List.of(packed);
      int done = 1;
      for (int element : galoisElements()) {
        List<Ciphertext> even = new ArrayList<>();
        List<Ciphertext> odd = new ArrayList<>();
        for (Ciphertext ciphertext : current) {
          Ciphertext image = evaluator.automorphism(ciphertext, element, keys);
          even.add(evaluator.add(ciphertext, image));
          Ciphertext difference = evaluator.subtract(ciphertext, image);
          odd.add(evaluator.monomial(difference, 2 * dimension - exponent(done)));
        }
        even.addAll(odd);
        current = even;
        done *= 2;
      }
      current.forEach(scope::keep);
      return List.copyOf(current);
    }
  }
}

package parley.mhe.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
  private final int taken;

  /**
   * @param count how many values, a power of two from 2 to n
   */
  public Spread(CkksContext context, int count) {
    this(context, count, count);
  }

  /**
   * Takes vectors apart in place of single values: result j has {@code taken} times what stands at
   * X^(j n / count + k taken n / count) at X^(k taken n / count), for all k.
   *
   * @param count how many values, a power of two from 2 to n
   * @param taken how many vectors, a power of two up to {@code count}
   */
  public Spread(CkksContext context, int count, int taken) {
    int dimension = context.parameters().ringDimension();
    if (count < 2 || count > dimension || Integer.bitCount(count) != 1) {
      throw new IllegalArgumentException(
          "cannot spread a ciphertext: expected a power of two from 2 to "
              + dimension
              + " values, got "
              + count);
    }
    if (taken < 1 || taken > count || Integer.bitCount(taken) != 1) {
      throw new IllegalArgumentException(
          "cannot spread a ciphertext: expected a power of two from 1 to "
              + count
              + " vectors, got "
              + taken);
    }
    this.context = context;
    this.count = count;
    this.taken = taken;
  }

  /** The automorphisms whose keys it needs, in the order of use. */
  public List<Integer> galoisElements() {
    List<Integer> elements = new ArrayList<>();
    for (int done = 1; done < taken; done *= 2) {
      elements.add(count / done + 1);
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
    try (Scope scope = Scope.open()) {
      List<Ciphertext> current = List.of(packed);
      for (int done = 1; done < taken; done *= 2) {
        current = halves(current, done, taken, keys, List::stream, kept -> kept);
      }
      current.forEach(scope::keep);
      return List.copyOf(current);
    }
  }

  /**
   * As {@link #apply}, by as many threads as there are cores; owned by the caller, in no scope.
   *
   * @param present how many of the values are asked for, from the first: branches without one are
   *     left out
   */
  public List<Ciphertext> applyInParallel(Ciphertext packed, int present, RotationKeys keys) {
    List<Ciphertext> current = List.of(Scope.detach(packed.share()));
    for (int done = 1; done < taken; done *= 2) {
      List<Ciphertext> next =
          halves(current, done, present, keys, List::parallelStream, Scope::detach);
      current.forEach(Ciphertext::close);
      current = next;
    }
    return current;
  }

  /** The even values of each, then the odd ones of those that have one. */
  private List<Ciphertext> halves(
      List<Ciphertext> current,
      int done,
      int present,
      RotationKeys keys,
      Function<List<Integer>, Stream<Integer>> all,
      UnaryOperator<Ciphertext> kept) {
    List<Integer> indices = IntStream.range(0, current.size()).boxed().toList();
    List<Ciphertext[]> pairs =
        all.apply(indices)
            .map(index -> pair(current.get(index), done, index + done < present, keys, kept))
            .toList();
    List<Ciphertext> next = new ArrayList<>();
    pairs.forEach(pair -> next.add(pair[0]));
    pairs.stream().filter(pair -> pair.length > 1).forEach(pair -> next.add(pair[1]));
    return next;
  }

  private Ciphertext[] pair(
      Ciphertext from, int done, boolean split, RotationKeys keys, UnaryOperator<Ciphertext> kept) {
    Evaluator evaluator = new Evaluator(context);
    try (Scope scope = Scope.open()) {
      Ciphertext image = evaluator.automorphism(from, count / done + 1, keys);
      Ciphertext even = kept.apply(scope.keep(evaluator.add(from, image)));
      if (!split) {
        return new Ciphertext[] {even};
      }
      int back = 2 * context.parameters().ringDimension() - exponent(done);
      Ciphertext difference = evaluator.subtract(from, image);
      Ciphertext odds = kept.apply(scope.keep(evaluator.monomial(difference, back)));
      return new Ciphertext[] {even, odds};
    }
  }
}

package parley.fl.network;

/**
 * Numbers that everybody makes alike from a public seed: SplitMix64 (Steele, Lea and Flood, <a
 * href="https://doi.org/10.1145/2660193.2660195">2014</a>), and normal ones by Box and Muller with
 * {@link StrictMath}. Nothing that is to stay hidden comes from here. Not safe for use by several
 * threads.
 */
final class PublicNumbers {
  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  PublicNumbers(long seed) {
    state = seed;
  }

  /** 64 bits. */
  long next() {
    state += GAMMA;
    return mixed(state);
  }

  /** A bijection of 64 bits in which each bit of the outcome hangs on all. */
  static long mixed(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** So many standard normal numbers. */
  double[] normal(int count) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i += 2) {
      double radius = StrictMath.sqrt(-2 * StrictMath.log(uniform()));
      double angle = 2 * StrictMath.PI * uniform();
      numbers[i] = radius * StrictMath.cos(angle);
      if (i + 1 < count) {
        numbers[i + 1] = radius * StrictMath.sin(angle);
      }
    }
    return numbers;
  }

  /** Above 0, at most 1. */
  private double uniform() {
    return ((next() >>> 11) + 1) * 0x1p-53;
  }
}

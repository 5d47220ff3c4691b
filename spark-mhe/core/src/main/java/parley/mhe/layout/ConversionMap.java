package parley.mhe.layout;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import parley.error.ParleyException;

/**
 * A public linear map T on integer coefficients of several polynomials: read numbers as
 * coefficients or as slots, move, sum, repeat or drop them, times a rational factor, put them into
 * coefficients or slots, round once. Immutable, thread-safe.
 *
 * <p>It acts on each party's masks M_i and on the masked sum y = m - sum M_i alike, so that T(y) +
 * sum T(M_i) is T(m) within (N + 1)/2 units a coefficient: all arithmetic is on integers, in fixed
 * point of 256 bits where slots are read or written, and the same on every machine. Slots are the
 * real parts of the canonical embedding (Cheon et al., <a
 * href="https://eprint.iacr.org/2016/421">ePrint 2016/421</a>), at the roots 5^k.
 *
 * <p>The description is closed, a few numbers and loops, and {@link #canonical} has every one of
 * them.
 */
public final class ConversionMap {
  /** What the numbers of a polynomial are. */
  public enum Side {
    /** Its n coefficients. */
    COEFFICIENTS,
    /** Its n/2 slots. */
    SLOTS;

    int width(int ringDimension) {
      return this == SLOTS ? ringDimension / 2 : ringDimension;
    }
  }

  /** Least bits after the point that masks may leave. */
  public static final int LEAST_FRACTION_BITS = 16;

  /** Most bits after the point that are used. */
  static final int MOST_FRACTION_BITS = 48;

  private static final int VALUE_BITS = 254;
  private static final int MOST_MOVES = 4096;
  private static final double MOST_WORK = 0x1p26;

  private final int ringDimension;
  private final Side from;
  private final int inputs;
  private final Side to;
  private final int outputs;
  private final Factor factor;
  private final List<Moves> moves;
  private final int mostSummands;

  private ConversionMap(
      int ringDimension,
      Side from,
      int inputs,
      Side to,
      int outputs,
      Factor factor,
      List<Moves> moves) {
    this.ringDimension = ringDimension;
    this.from = from;
    this.inputs = inputs;
    this.to = to;
    this.outputs = outputs;
    this.factor = factor;
    this.moves = List.copyOf(moves);
    this.mostSummands = check();
  }

  /**
   * Any map of this description.
   *
   * @param ringDimension n
   * @param inputs polynomials in
   * @param outputs polynomials out
   * @throws ParleyException when a place is not there or there is too much to do
   */
  public static ConversionMap of(
      int ringDimension,
      Side from,
      int inputs,
      Side to,
      int outputs,
      Factor factor,
      List<Moves> moves) {
    return new ConversionMap(ringDimension, from, inputs, to, outputs, factor, moves);
  }

  /**
   * From coefficients to slots: the rows and neurons that both layouts have; all else is 0.
   *
   * @throws ParleyException when the layouts are of different rings or rows
   */
  public static ConversionMap toSlots(CoefficientLayout from, SlotLayout to, Factor factor) {
    requireSame(from.ringDimension(), from.rows(), to.ringDimension(), to.rows());
    return new ConversionMap(
        from.ringDimension(),
        Side.COEFFICIENTS,
        from.blocks(),
        Side.SLOTS,
        to.ciphertexts(),
        factor,
        Matrices.moves(Matrices.of(from), Matrices.of(to)));
  }

  /**
   * From slots to coefficients: the rows and neurons that both layouts have; all else is 0.
   *
   * @throws ParleyException when the layouts are of different rings or rows
   */
  public static ConversionMap toCoefficients(SlotLayout from, CoefficientLayout to, Factor factor) {
    requireSame(from.ringDimension(), from.rows(), to.ringDimension(), to.rows());
    return new ConversionMap(
        from.ringDimension(),
        Side.SLOTS,
        from.ciphertexts(),
        Side.COEFFICIENTS,
        to.blocks(),
        factor,
        Matrices.moves(Matrices.of(from), Matrices.of(to)));
  }

  /**
   * From slots to slots: in each of {@code count} ciphertexts the sum over a row's neurons,
   * repeated over them; slots of no row become 0.
   */
  public static ConversionMap sumNeurons(SlotLayout layout, int count, Factor factor) {
    int kappa = layout.neuronsPerCiphertext();
    Moves loops =
        new Moves(
            0,
            0,
            List.of(
                new Axis(count, layout.slots(), layout.slots()),
                new Axis(layout.rows(), kappa, kappa),
                new Axis(kappa, 1, 0),
                new Axis(kappa, 0, 1)));
    return new ConversionMap(
        layout.ringDimension(), Side.SLOTS, count, Side.SLOTS, count, factor, List.of(loops));
  }

  /** The same with more outputs behind, all 0: for what providers add of their own alone. */
  public ConversionMap withZeros(int more) {
    return new ConversionMap(ringDimension, from, inputs, to, outputs + more, factor, moves);
  }

  /**
   * Reads {@link #canonical}.
   *
   * @throws ParleyException for anything else
   */
  public static ConversionMap read(String canonical) {
    return ConversionText.read(canonical);
  }

  /** n. */
  public int ringDimension() {
    return ringDimension;
  }

  /** What it reads. */
  public Side from() {
    return from;
  }

  /** Polynomials in. */
  public int inputs() {
    return inputs;
  }

  /** What it writes. */
  public Side to() {
    return to;
  }

  /** Polynomials out. */
  public int outputs() {
    return outputs;
  }

  /** What every number is multiplied by. */
  public Factor factor() {
    return factor;
  }

  /** What goes where. */
  public List<Moves> moves() {
    return moves;
  }

  /** The description as text, the same for the same description. */
  public String canonical() {
    return ConversionText.write(this);
  }

  /**
   * The coefficients of an input that the map reads, ascending; all of them where it reads slots.
   */
  public int[] positions(int input) {
    Sizes.place("input", input, inputs);
    BitSet read = new BitSet(ringDimension);
    if (from == Side.SLOTS) {
      read.set(0, ringDimension);
    } else {
      for (Moves loops : moves) {
        for (int source : loops.sources()) {
          if (source / ringDimension == input) {
            read.set(source % ringDimension);
          }
        }
      }
    }
    return read.stream().toArray();
  }

  /**
   * Bits after the point: what 256 bits leave beside masks of so many bits, their sum over all
   * parties, the map's own sums and a transform's; 48 at most.
   *
   * @param maskBits b: masks are in [-2^(b-1), 2^(b-1))
   * @param parties N
   * @throws ParleyException when fewer than 16 are left
   */
  public int fractionBits(int maskBits, int parties) {
    if (maskBits < 1 || parties < 1) {
      throw new IllegalArgumentException(
          "cannot convert: expected at least 1 mask bit and 1 party, got "
              + maskBits
              + " and "
              + parties);
    }
    int left = bitsLeft(maskBits, parties);
    if (left < LEAST_FRACTION_BITS) {
      throw new ParleyException(
          "cannot convert: masks are too wide for 256 bits, expected at most "
              + (maskBits - (LEAST_FRACTION_BITS - left))
              + " bits with "
              + parties
              + " parties, got "
              + maskBits);
    }
    return Math.min(left, MOST_FRACTION_BITS);
  }

  /** Whether masks of so many bits leave what {@link #fractionBits} asks for. */
  public boolean hasRoom(int maskBits, int parties) {
    return bitsLeft(maskBits, parties) >= LEAST_FRACTION_BITS;
  }

  private int bitsLeft(int maskBits, int parties) {
    return VALUE_BITS - magnitudeBits(maskBits, parties) - growthBits();
  }

  /**
   * T of these integers, each output's coefficients rounded once, halves upwards.
   *
   * @param in n coefficients of each input
   * @param maskBits as in {@link #fractionBits}
   * @param parties as in {@link #fractionBits}
   * @return n coefficients of each output
   * @throws ParleyException when the masks leave too few bits, or a coefficient is larger than the
   *     sum of all parties' masks by a quarter or more
   */
  public WideIntegers[] apply(WideIntegers[] in, int maskBits, int parties) {
    return apply(in, maskBits, parties, false);
  }

  /** {@link #apply} by several threads, for a driver; the same integers. */
  public WideIntegers[] applyInParallel(WideIntegers[] in, int maskBits, int parties) {
    return apply(in, maskBits, parties, true);
  }

  private WideIntegers[] apply(WideIntegers[] in, int maskBits, int parties, boolean inParallel) {
    if (in.length != inputs) {
      throw new ParleyException(
          "cannot convert: wrong number of inputs, expected " + inputs + ", got " + in.length);
    }
    for (WideIntegers input : in) {
      if (input.count() != ringDimension) {
        throw new ParleyException(
            "cannot convert: wrong number of coefficients, expected "
                + ringDimension
                + ", got "
                + input.count());
      }
    }
    if (from == Side.COEFFICIENTS && to == Side.COEFFICIENTS) {
      return ExactConversion.apply(this, in);
    }
    return new Conversion(this, maskBits, parties, inParallel).apply(in);
  }

  /** ceil(log2) of the largest number after the factor, of a masked sum. */
  int magnitudeBits(int maskBits, int parties) {
    BigInteger size = factor.numerator().abs();
    int factorBits =
        size.signum() == 0 ? 0 : size.subtract(BigInteger.ONE).bitLength() - factor.shift();
    return Math.max(0, maskBits - 1 + factorBits) + Sizes.ceilLog2(parties);
  }

  /** How much larger numbers become: a transform's n terms, sums, and two bits on the way back. */
  private int growthBits() {
    int growth = Sizes.ceilLog2(mostSummands);
    if (from == Side.SLOTS) {
      growth += Sizes.ceilLog2(ringDimension);
    }
    return to == Side.SLOTS ? growth + 2 : growth;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConversionMap that && canonical().equals(that.canonical());
  }

  @Override
  public int hashCode() {
    return canonical().hashCode();
  }

  @Override
  public String toString() {
    return canonical();
  }

  /** Refuses places that are not there; the most numbers that are added up at one place. */
  private int check() {
    Sizes.checkRing(ringDimension);
    if (inputs < 1
        || outputs < 1
        || Math.max(inputs, outputs) > Integer.MAX_VALUE / ringDimension) {
      throw new ParleyException(
          "cannot move numbers: expected 1 to "
              + Integer.MAX_VALUE / ringDimension
              + " inputs and outputs, got "
              + inputs
              + " and "
              + outputs);
    }
    int sources = inputs * from.width(ringDimension);
    int targets = outputs * to.width(ringDimension);
    double work = 0;
    for (Moves loops : moves) {
      if (loops.lastSource() >= sources || loops.lastTarget() >= targets) {
        throw new ParleyException(
            "cannot move numbers: beyond the last place, expected places below "
                + sources
                + " and "
                + targets
                + ", got "
                + loops.lastSource()
                + " and "
                + loops.lastTarget());
      }
      work += loops.work();
    }
    if (moves.isEmpty() || moves.size() > MOST_MOVES || work > MOST_WORK) {
      throw new ParleyException(
          "cannot move numbers: expected 1 to "
              + MOST_MOVES
              + " loops and at most "
              + (long) MOST_WORK
              + " moves, got "
              + moves.size()
              + " and "
              + (long) work);
    }
    int[] summands = new int[targets];
    for (Moves loops : moves) {
      int sum = (int) Moves.size(loops.sums());
      for (int target : loops.targets()) {
        summands[target] += sum;
      }
    }
    return Arrays.stream(summands).max().orElse(1);
  }

  private static void requireSame(int n, int rows, int otherN, int otherRows) {
    if (n != otherN || rows != otherRows) {
      throw new ParleyException(
          "cannot convert: the layouts differ, expected "
              + rows
              + " rows in rings of dimension "
              + n
              + ", got "
              + otherRows
              + " and "
              + otherN);
    }
  }
}

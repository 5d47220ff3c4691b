package parley.fl.sum;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import parley.error.ParleyException;
import parley.mhe.party.plan.Opens;

/**
 * One vector that providers agree to add up: what it is, how large its numbers may be, who reads
 * the sum. All of it is in the plan that they accept. Immutable and thread-safe.
 *
 * @param step name of the plan's step, {@code "phase/step"} in lower case; that of its opening ends
 *     in {@code -open}
 * @param words what the numbers are, for reports and errors: "cannot add up {words}: ..."
 * @param length numbers in the vector
 * @param bound largest absolute value of one provider's number, in units
 * @param fractionBits u of the unit 2^-u; an integer k stands for k 2^-u
 * @param opens who reads the sum: the querier, or all
 * @param openings how often it is opened at most, each time with other arguments
 */
@DefaultSerializer(JavaSerializer.class)
public record SumSpec(
    String step,
    String words,
    int length,
    BigInteger bound,
    int fractionBits,
    Opens opens,
    int openings)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** log2 of the most openings, numbers of a vector, and bits of a bound or unit. */
  private static final int MOST_LOG_LENGTH = 24;

  private static final int MOST_OPENINGS = 1 << 12;
  private static final int MOST_BITS = 512;

  private static final Pattern TEXT =
      Pattern.compile(
          "([a-z0-9/-]+);(\\d{1,8}) numbers;bound (\\d{1,155});unit 2\\^(-?\\d{1,3});"
              + "(TO_ALL|TO_QUERIER);(\\d{1,4}) openings;(.+)");

  /**
   * @throws ParleyException when it asks for nothing, or for more than any plan can hold
   */
  public SumSpec {
    if (length < 1 || length > 1 << MOST_LOG_LENGTH) {
      throw refuse(words, "expected at least one number and at most 2^24", "" + length);
    }
    if (bound.signum() < 1 || bound.bitLength() > MOST_BITS) {
      throw refuse(words, "expected a bound from 1 unit to 2^512", bound.toString());
    }
    if (Math.abs(fractionBits) > MOST_BITS) {
      throw refuse(words, "expected a unit from 2^-512 to 2^512", "2^" + -fractionBits);
    }
    if (openings < 1 || openings > MOST_OPENINGS) {
      throw refuse(words, "expected 1 to " + MOST_OPENINGS + " openings", "" + openings);
    }
    if (opens == Opens.NOTHING) {
      throw refuse(words, "expected the querier or all to read the sum", opens.words());
    }
  }

  private static ParleyException refuse(String words, String expected, String got) {
    return new ParleyException("cannot add up " + words + ": " + expected + ", got " + got);
  }

  /** Integers that the querier reads once: the unit is 1. */
  public static SumSpec of(String step, String words, int length, BigInteger bound) {
    return new SumSpec(step, words, length, bound, 0, Opens.TO_QUERIER, 1);
  }

  /** The same in units of 2^-fractionBits. */
  public SumSpec withUnit(int fractionBits) {
    return new SumSpec(step, words, length, bound, fractionBits, opens, openings);
  }

  /** The same for another audience. */
  public SumSpec withAudience(Opens audience) {
    return new SumSpec(step, words, length, bound, fractionBits, audience, openings);
  }

  /** The same, opened so often. */
  public SumSpec withOpenings(int most) {
    return new SumSpec(step, words, length, bound, fractionBits, opens, most);
  }

  /** Name of the step that opens it. */
  public String openStep() {
    return step + "-open";
  }

  /** Largest absolute value of a sum over so many providers, in units. */
  public BigInteger largestSum(int providers) {
    return bound.multiply(BigInteger.valueOf(providers));
  }

  /** One line that a plan's argument holds, and that whoever approves the plan can read. */
  public String toText() {
    return String.join(
        ";",
        step,
        length + " numbers",
        "bound " + bound,
        "unit 2^" + -fractionBits,
        opens.name(),
        openings + " openings",
        words);
  }

  /**
   * Reads {@link #toText}.
   *
   * @throws ParleyException if it is nothing that it writes
   */
  public static SumSpec parse(String text) {
    Matcher m = TEXT.matcher(text);
    if (!m.matches()) {
      throw new ParleyException(
          "cannot read what is added up: expected step, length, bound, unit, audience, openings and"
              + " words, got "
              + text);
    }
    return new SumSpec(
        m.group(1),
        m.group(7),
        Integer.parseInt(m.group(2)),
        new BigInteger(m.group(3)),
        -Integer.parseInt(m.group(4)),
        Opens.valueOf(m.group(5)),
        Integer.parseInt(m.group(6)));
  }
}

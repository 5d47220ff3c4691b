package parley.mhe.party.plan;

import parley.mhe.protocol.Flood;
import parley.mhe.protocol.WireReader;

/** Ranges and sums that several kinds of steps share. Stateless. */
final class StepNumbers {
  private StepNumbers() {}

  static void require(String name, ProtocolKind protocol, boolean fits, String expected) {
    if (!fits) {
      throw PlanStep.invalid(name, "the protocol", expected, protocol.words());
    }
  }

  static void requireLimbs(String name, int in, int out) {
    if (in < 0 || out < 0) {
      throw PlanStep.invalid(name, "limbs", "0 or more", in + " and " + out);
    }
  }

  static void requireScales(String name, double in, double out) {
    if (!Double.isFinite(in) || !Double.isFinite(out)) {
      throw PlanStep.invalid(name, "a scale", "finite numbers", in + " and " + out);
    }
  }

  static void requireBound(String name, double maxAbs) {
    if (!(maxAbs >= 0) || Double.isInfinite(maxAbs)) {
      throw PlanStep.invalid(
          name, "the bound on the value", "a finite number of at least 0", maxAbs + "");
    }
  }

  static void requireMasks(String name, int maskBits, double maxAbs) {
    if (maskBits < 1) {
      throw PlanStep.invalid(name, "mask bits", "more than 0", maskBits + "");
    }
    requireBound(name, maxAbs);
    if (maxAbs == 0) {
      throw PlanStep.invalid(name, "the bound on what is masked", "more than 0", "0");
    }
  }

  static void requireStride(String name, int stride) {
    if (stride < 0 || Integer.bitCount(stride) > 1) {
      throw PlanStep.invalid(name, "the stride", "0 or a power of two", stride + "");
    }
  }

  /** A stride of 0 keeps the constant coefficient alone. */
  static int stride(int stated, int ringDimension) {
    return stated == 0 ? ringDimension : stated;
  }

  static void requireFlood(String name, int bits) {
    if (bits != 0 && (bits < Flood.LEAST_BITS || bits > Flood.MOST_BITS)) {
      throw PlanStep.invalid(
          name, "flooding", Flood.LEAST_BITS + " to " + Flood.MOST_BITS + " bits", bits + "");
    }
  }

  /** log2, with the same bytes on every machine. */
  static double log2(double value) {
    return StrictMath.log(value) / StrictMath.log(2);
  }

  static int boundBits(double maxAbs, double logScale) {
    return Math.max(0, (int) Math.ceil(log2(maxAbs) + logScale));
  }

  static StepSource source(WireReader in) {
    String step = in.text("source");
    return new StepSource(step, in.integer("computed", 0, 1) == 1);
  }
}

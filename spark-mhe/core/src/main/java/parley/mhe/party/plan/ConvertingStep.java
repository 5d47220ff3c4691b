package parley.mhe.party.plan;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import parley.error.ParleyException;
import parley.mhe.ckks.CkksContext;
import parley.mhe.layout.ConversionMap;
import parley.mhe.protocol.CollectiveProtocol;
import parley.mhe.protocol.ConvertingRefresh;
import parley.mhe.protocol.MaskReference;
import parley.mhe.protocol.WireReader;

/**
 * Refresh that moves values between coefficients and slots on the way. Immutable, thread-safe.
 *
 * @param places where it may be asked
 * @param maps the maps that it may apply, by {@link ConversionMap#canonical}; all of as many inputs
 *     and outputs
 * @param limbsIn limbs of what goes in
 * @param limbsOut limbs of what comes out
 * @param logScaleIn log2 of the inputs' scale, to 2^-20
 * @param logScaleOut log2 of the outputs' scale, to 2^-20
 * @param maskBits bits of the masks
 * @param maxAbs bound on the absolute value of every coefficient that is masked, in the value's own
 *     unit: also of those that the map drops
 * @param privateInput whether each provider adds something of its own to the outputs
 * @param source whose output goes in
 */
public record ConvertingStep(
    StepPlaces places,
    List<String> maps,
    int limbsIn,
    int limbsOut,
    double logScaleIn,
    double logScaleOut,
    int maskBits,
    double maxAbs,
    boolean privateInput,
    StepSource source)
    implements MaskedStep {
  private static final int MOST_MAPS = 1 << 10;
  private static final int MASKS = 32;

  /**
   * @throws IllegalArgumentException when a number is out of range, or a map is not one of the
   *     family
   */
  public ConvertingStep {
    String name = places.name();
    maps = List.copyOf(maps);
    if (maps.isEmpty()) {
      throw PlanStep.invalid(name, "the maps", "at least 1", "none");
    }
    ConversionMap first = read(name, maps.get(0));
    for (String map : maps.subList(1, maps.size())) {
      ConversionMap other = read(name, map);
      if (other.inputs() != first.inputs() || other.outputs() != first.outputs()) {
        throw PlanStep.invalid(
            name,
            "a map",
            first.inputs() + " inputs and " + first.outputs() + " outputs as in the first",
            other.inputs() + " and " + other.outputs());
      }
    }
    StepNumbers.requireLimbs(name, limbsIn, limbsOut);
    StepNumbers.requireScales(name, logScaleIn, logScaleOut);
    StepNumbers.requireMasks(name, maskBits, maxAbs);
  }

  private static ConversionMap read(String name, String map) {
    try {
      return ConversionMap.read(map);
    } catch (ParleyException e) {
      throw new IllegalArgumentException("cannot plan the step " + name + ": " + e.getMessage(), e);
    }
  }

  /** Starts a step of one round without private input. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  @Override
  public ProtocolKind protocol() {
    return ProtocolKind.CONVERTING_REFRESH;
  }

  /** Ciphertexts that go in. */
  public int inputs() {
    return ConversionMap.read(maps.get(0)).inputs();
  }

  @Override
  public int outputs() {
    return ConversionMap.read(maps.get(0)).outputs();
  }

  /**
   * What a ledger keeps of an answer's masks.
   *
   * @param privateHash {@link parley.mhe.protocol.PrivateInput#hash}; empty without private input
   */
  public static byte[] masks(ConvertingRefresh refresh, byte[] privateHash) {
    return ByteBuffer.allocate(MASKS + privateHash.length)
        .put(MaskReference.of(refresh).masks())
        .put(privateHash)
        .array();
  }

  /** Whether these are the masks that a later request refers to. */
  static boolean hasMasks(byte[] kept, MaskReference reference) {
    return kept.length >= MASKS && Arrays.equals(Arrays.copyOf(kept, MASKS), reference.masks());
  }

  /** The hash that {@link #masks} was given. */
  public static byte[] privateHash(byte[] kept) {
    return Arrays.copyOfRange(kept, MASKS, kept.length);
  }

  @Override
  public void check(CollectiveProtocol request, PartyPlan plan, AnsweredRequests answered) {
    if (!(request instanceof ConvertingRefresh refresh)) {
      throw StepCheck.otherProtocol(this, request.transcript().protocol());
    }
    StepCheck.require(this, "the limbs that go in", limbsIn, request.transcript().limbsIn());
    StepCheck.requireScale(this, "the scale that goes in", logScaleIn, refresh.scaleIn());
    StepCheck.require(this, "the limbs that come out", limbsOut, refresh.limbsOut());
    StepCheck.requireScale(this, "the scale that comes out", logScaleOut, refresh.scaleOut());
    StepCheck.require(this, "the masks", maskRule(), refresh.maskRule());
    String map = refresh.map().canonical();
    if (!maps.contains(map)) {
      throw StepCheck.refuse(this, "the map", String.join(" or ", maps), map);
    }
    StepCheck.require(
        this, "the private input", words(privateInput), words(refresh.takesPrivateInput()));
    StepCheck.requireSource(this, request, plan, answered);
  }

  /**
   * Refuses masks that the limbs do not hold, or that leave a map too few bits after the point.
   *
   * @throws parley.error.ParleyException that says what there is
   */
  void requireRoom(CkksContext context, int parties) {
    maskRule().requireRoom(context, limbsIn, parties);
    for (String text : maps) {
      ConversionMap map = ConversionMap.read(text);
      if (map.from() == ConversionMap.Side.SLOTS || map.to() == ConversionMap.Side.SLOTS) {
        map.fractionBits(maskBits, parties);
      }
    }
  }

  private static String words(boolean privateInput) {
    return privateInput ? "commitments of all providers" : "none";
  }

  @Override
  public List<PlanField> fields() {
    return List.of(
        new PlanField("maps", maps),
        new PlanField("limbs that go in", limbsIn),
        new PlanField("limbs that come out", limbsOut),
        new PlanField("log2 of the scale that goes in", logScaleIn),
        new PlanField("log2 of the scale that comes out", logScaleOut),
        new PlanField("mask bits", maskBits),
        new PlanField("bound", maxAbs),
        new PlanField("private input", privateInput),
        new PlanField("source", source.step()),
        new PlanField("computed", source.computed()));
  }

  static ConvertingStep readFrom(StepPlaces places, WireReader in) {
    List<String> maps = new ArrayList<>();
    for (int i = in.integer("maps", 1, MOST_MAPS); i > 0; i--) {
      maps.add(in.text("map"));
    }
    return new ConvertingStep(
        places,
        maps,
        in.integer("limbs in"),
        in.integer("limbs out"),
        in.number("scale in"),
        in.number("scale out"),
        in.integer("mask bits"),
        in.number("bound"),
        in.integer("private input", 0, 1) == 1,
        StepNumbers.source(in));
  }

  /** Collects a step. Not thread-safe. */
  public static final class Builder extends StepBuilder.Masked<Builder> {
    private final List<String> maps = new ArrayList<>();
    private double logScaleIn;
    private double logScaleOut;
    private boolean privateInput;

    private Builder(String name) {
      super(name);
    }

    @Override
    Builder self() {
      return this;
    }

    /** Allows one map more. */
    public Builder map(ConversionMap map) {
      maps.add(map.canonical());
      return this;
    }

    /** log2 of the scales of what goes in and of what comes out. */
    public Builder logScales(double in, double out) {
      this.logScaleIn = in;
      this.logScaleOut = out;
      return this;
    }

    /** Lets each provider add something of its own to the outputs. */
    public Builder privateInput() {
      this.privateInput = true;
      return this;
    }

    /** The finished step. */
    public ConvertingStep build() {
      return new ConvertingStep(
          places(),
          maps,
          limbsIn,
          limbsOut,
          logScaleIn,
          logScaleOut,
          maskBitsAt(logScaleIn),
          maxAbs,
          privateInput,
          source);
    }
  }
}

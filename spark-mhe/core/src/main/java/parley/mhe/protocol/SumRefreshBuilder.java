package parley.mhe.protocol;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.mhe.ckks.CkksContext;
import parley.mhe.ckks.Polynomial;

/** Collects and checks a {@link SumRefresh}. Not thread-safe. */
public final class SumRefreshBuilder {
  private static final int CARRIED = 1;
  private static final int FLOODED = 2;

  private final Session session;
  private final Place where;
  private List<Polynomial> inputs = List.of();
  private double scaleIn;
  private int stride;
  private @Nullable MaskRule maskRule;
  private final List<SumRefreshOutput> outputs = new ArrayList<>();
  private @Nullable SumRefreshCarry carry;
  private @Nullable Flood flood;

  SumRefreshBuilder(Session session, Place where) {
    this.session = session;
    this.where = where;
    this.stride = session.context().parameters().ringDimension();
  }

  /**
   * The second polynomials c1 of the ciphertexts to sum up, all with the same limbs and scale. They
   * are borrowed.
   *
   * @param scale their true scale
   */
  public SumRefreshBuilder inputs(List<Polynomial> secondPolynomials, double scale) {
    this.inputs = List.copyOf(secondPolynomials);
    this.scaleIn = scale;
    return this;
  }

  /**
   * Distance of the coefficients that are kept, a power of two; n, the constant one alone, unless
   * set.
   */
  public SumRefreshBuilder stride(int distance) {
    this.stride = distance;
    return this;
  }

  /** How wide the masks are. */
  public SumRefreshBuilder masks(MaskRule rule) {
    this.maskRule = rule;
    return this;
  }

  /** Adds an output. */
  public SumRefreshBuilder output(SumRefreshOutput output) {
    outputs.add(output);
    return this;
  }

  /** Carries an earlier request with as many inputs and the same stride on. */
  public SumRefreshBuilder carry(SumRefreshCarry earlier) {
    this.carry = earlier;
    return this;
  }

  /** Projects slots to real ones and adds noise: what is opened afterwards has it. */
  public SumRefreshBuilder flood(@Nullable Flood before) {
    this.flood = before;
    return this;
  }

  /**
   * The request.
   *
   * @throws ProtocolException when something is missing or does not fit, in particular too few
   *     limbs for the masks
   */
  public SumRefresh build() {
    if (inputs.isEmpty() || outputs.isEmpty()) {
      throw refuse(
          "inputs or outputs are missing, expected at least 1 of each, got "
              + inputs.size()
              + " and "
              + outputs.size());
    }
    maskRule().requireRoom(session.context(), inputs.get(0).limbs(), session.parties().size());
    return buildWithoutRoomCheck();
  }

  SumRefresh buildWithoutRoomCheck() {
    CkksContext context = session.context();
    int dimension = context.parameters().ringDimension();
    if (stride < 1 || stride > dimension || Integer.bitCount(stride) != 1) {
      throw refuse(
          "bad stride, expected a power of two from 1 to " + dimension + ", got " + stride);
    }
    if (!(scaleIn > 0) || Double.isInfinite(scaleIn)) {
      throw refuse("bad scale of the inputs, expected a positive number, got " + scaleIn);
    }
    for (Polynomial input : inputs) {
      if (input.extended() || input.limbs() != inputs.get(0).limbs()) {
        throw refuse(
            "the inputs differ, expected "
                + inputs.get(0).limbs()
                + " limbs of Q each, got "
                + input.limbs()
                + (input.extended() ? " and special ones" : ""));
      }
    }
    outputs.forEach(output -> check(output, dimension, context.limbs()));
    return new SumRefresh(session, transcript(), this);
  }

  private void check(SumRefreshOutput output, int dimension, int limbs) {
    if (output.limbs() < 1 || output.limbs() > limbs) {
      throw refuse("bad limbs of an output, expected 1 to " + limbs + ", got " + output.limbs());
    }
    if (!(output.scale() > 0) || Double.isInfinite(output.scale())) {
      throw refuse("bad scale of an output, expected a positive number, got " + output.scale());
    }
    if (flood != null) {
      flood.requireRoom(output.scale());
    }
    for (SumRefreshTerm term : output.terms()) {
      if (term.input() < 0 || term.input() >= inputs.size()) {
        throw refuse(
            "a term names no input, expected 0 to "
                + (inputs.size() - 1)
                + ", got "
                + term.input());
      }
      if (term.exponent() < 0 || term.exponent() >= dimension) {
        throw refuse(
            "bad exponent of a term, expected 0 to "
                + (dimension - 1)
                + ", got "
                + term.exponent());
      }
      if (term.carried() && carry == null) {
        throw refuse(
            "a term is carried but the request carries nothing on, expected an earlier request, got"
                + " none");
      }
    }
  }

  private static ProtocolException refuse(String reason) {
    return new ProtocolException("cannot ask for a sum refresh: " + reason);
  }

  private Transcript transcript() {
    WireWriter map =
        new WireWriter()
            .add(inputs.size())
            .add(stride)
            .add(maskRule().lambda())
            .add(maskRule().boundBits());
    writeOutputs(outputs, carry, flood, map);
    return Transcript.builder(session, SumRefresh.NAME, where)
        .limbs(inputs.get(0).limbs(), outputs.get(0).limbs())
        .scales(scaleIn, outputs.get(0).scale())
        .map(map.toBytes())
        .maskBits(maskRule().bits())
        .inputHash(CollectiveProtocol.hash(inputs))
        .build();
  }

  private static void writeOutputs(
      List<SumRefreshOutput> outputs,
      @Nullable SumRefreshCarry carry,
      @Nullable Flood flood,
      WireWriter out) {
    out.add(outputs.size());
    outputs.forEach(output -> output.writeTo(out));
    out.add((carry == null ? 0 : CARRIED) + (flood == null ? 0 : FLOODED));
    if (carry != null) {
      out.add(carry.requestId()).add(carry.maskBits());
    }
    if (flood != null) {
      out.add(flood.code());
    }
  }

  static void writeTo(SumRefresh request, WireWriter out) {
    CollectiveProtocol.writePolynomials(out, request.inputs());
    out.add(request.scaleIn())
        .add(request.stride())
        .add(request.maskRule().lambda())
        .add(request.maskRule().boundBits());
    writeOutputs(request.outputs(), request.carry(), request.flood(), out);
  }

  static SumRefreshBuilder readFrom(Session session, Place where, WireReader in) {
    SumRefreshBuilder builder = new SumRefreshBuilder(session, where);
    List<Polynomial> polynomials = CollectiveProtocol.readPolynomials(session, in);
    builder.inputs(polynomials, in.number("scale")).stride(in.integer("stride"));
    int lambda = in.integer("lambda");
    builder.masks(new MaskRule(lambda, in.integer("bound")));
    for (int left = in.integer("number of outputs", 1, 1 << 16); left > 0; left--) {
      builder.output(SumRefreshOutput.readFrom(in));
    }
    int extras = in.integer("carry and flooding", 0, CARRIED + FLOODED);
    if ((extras & CARRIED) != 0) {
      byte[] id = in.bytes("carried request", SessionId.BYTES);
      builder.carry(new SumRefreshCarry(id, in.integer("carried mask bits")));
    }
    if ((extras & FLOODED) != 0) {
      builder.flood(Flood.ofCode(in.integer("flooding")));
    }
    return builder;
  }

  List<Polynomial> inputs() {
    return inputs;
  }

  double scaleIn() {
    return scaleIn;
  }

  int stride() {
    return stride;
  }

  MaskRule maskRule() {
    if (maskRule == null) {
      throw refuse("the masks are missing, expected a mask rule, got none");
    }
    return maskRule;
  }

  List<SumRefreshOutput> outputs() {
    return List.copyOf(outputs);
  }

  @Nullable SumRefreshCarry carry() {
    return carry;
  }

  @Nullable Flood flood() {
    return flood;
  }
}

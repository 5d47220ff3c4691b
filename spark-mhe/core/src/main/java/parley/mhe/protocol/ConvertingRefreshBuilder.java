package parley.mhe.protocol;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.mhe.ckks.Polynomial;
import parley.mhe.layout.ConversionMap;

/** Collects and checks a {@link ConvertingRefresh}. Not thread-safe. */
public final class ConvertingRefreshBuilder {
  private final Session session;
  private final Place where;
  private List<Polynomial> inputs = List.of();
  private double scaleIn;
  private @Nullable ConversionMap map;
  private @Nullable MaskRule maskRule;
  private int limbsOut;
  private double scaleOut;
  private SortedMap<String, byte[]> commitments = Collections.emptySortedMap();

  ConvertingRefreshBuilder(Session session, Place where) {
    this.session = session;
    this.where = where;
  }

  /**
   * The second polynomials c1 of the ciphertexts, all with the same limbs and scale. They are
   * borrowed.
   *
   * @param scale their true scale
   */
  public ConvertingRefreshBuilder inputs(List<Polynomial> secondPolynomials, double scale) {
    this.inputs = List.copyOf(secondPolynomials);
    this.scaleIn = scale;
    return this;
  }

  /** Which way the values go; its factor brings them to the outputs' scale. */
  public ConvertingRefreshBuilder map(ConversionMap way) {
    this.map = way;
    return this;
  }

  /** How wide the masks are, for every coefficient of the inputs. */
  public ConvertingRefreshBuilder masks(MaskRule rule) {
    this.maskRule = rule;
    return this;
  }

  /** Limbs and scale of all outputs. */
  public ConvertingRefreshBuilder outputs(int limbs, double scale) {
    this.limbsOut = limbs;
    this.scaleOut = scale;
    return this;
  }

  /**
   * Lets each provider add something of its own to the outputs.
   *
   * @param ofAll each provider's {@link PartySecrets#commitment}
   */
  public ConvertingRefreshBuilder commitments(SortedMap<String, byte[]> ofAll) {
    TreeMap<String, byte[]> copy = new TreeMap<>();
    ofAll.forEach((party, commitment) -> copy.put(party, commitment.clone()));
    this.commitments = Collections.unmodifiableSortedMap(copy);
    return this;
  }

  /**
   * The request.
   *
   * @throws ProtocolException when something is missing or does not fit, in particular too few
   *     limbs for the masks
   */
  public ConvertingRefresh build() {
    if (inputs.isEmpty()) {
      throw refuse("there is no input, expected at least 1, got 0");
    }
    maskRule().requireRoom(session.context(), inputs.get(0).limbs(), session.parties().size());
    return buildWithoutRoomCheck();
  }

  ConvertingRefresh buildWithoutRoomCheck() {
    requireMap();
    requireScale("the inputs", scaleIn);
    requireScale("the outputs", scaleOut);
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
    int limbs = session.context().limbs();
    if (limbsOut < 1 || limbsOut > limbs) {
      throw refuse("bad limbs of the outputs, expected 1 to " + limbs + ", got " + limbsOut);
    }
    requireCommitments();
    return new ConvertingRefresh(session, transcript(), this);
  }

  private void requireMap() {
    if (map().inputs() != inputs.size()) {
      throw refuse(
          "the map is for another number of inputs, expected "
              + map().inputs()
              + ", got "
              + inputs.size());
    }
    int dimension = session.context().parameters().ringDimension();
    if (map().ringDimension() != dimension) {
      throw refuse(
          "the map is for another ring, expected dimension "
              + dimension
              + ", got "
              + map().ringDimension());
    }
  }

  private static void requireScale(String of, double scale) {
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw refuse("bad scale of " + of + ", expected a positive number, got " + scale);
    }
  }

  private void requireCommitments() {
    if (commitments.isEmpty()) {
      return;
    }
    List<String> parties = List.copyOf(commitments.keySet());
    if (!parties.equals(session.parties())) {
      throw refuse(
          "the commitments are not the providers', expected "
              + session.parties()
              + ", got "
              + parties);
    }
    commitments.forEach(
        (party, commitment) -> {
          if (commitment.length != SessionId.BYTES) {
            throw refuse(
                "the commitment of "
                    + party
                    + " has the wrong length, expected "
                    + SessionId.BYTES
                    + " bytes, got "
                    + commitment.length);
          }
        });
  }

  private static ProtocolException refuse(String reason) {
    return new ProtocolException("cannot ask for a converting refresh: " + reason);
  }

  private Transcript transcript() {
    WireWriter content = new WireWriter().add(inputs.size());
    writeHow(content, map(), maskRule(), limbsOut, scaleOut, commitments);
    return Transcript.builder(session, ConvertingRefresh.NAME, where)
        .limbs(inputs.get(0).limbs(), limbsOut)
        .scales(scaleIn, scaleOut)
        .map(content.toBytes())
        .maskBits(maskRule().bits())
        .inputHash(CollectiveProtocol.hash(inputs))
        .build();
  }

  private static void writeHow(
      WireWriter out,
      ConversionMap map,
      MaskRule rule,
      int limbs,
      double scale,
      SortedMap<String, byte[]> commitments) {
    out.add(map.canonical()).add(rule.lambda()).add(rule.boundBits()).add(limbs).add(scale);
    out.add(commitments.size());
    commitments.forEach((party, commitment) -> out.add(party).add(commitment));
  }

  static void writeTo(ConvertingRefresh request, WireWriter out) {
    CollectiveProtocol.writePolynomials(out, request.inputs());
    out.add(request.scaleIn());
    writeHow(
        out,
        request.map(),
        request.maskRule(),
        request.limbsOut(),
        request.scaleOut(),
        request.commitments());
  }

  static ConvertingRefreshBuilder readFrom(Session session, Place where, WireReader in) {
    ConvertingRefreshBuilder builder = new ConvertingRefreshBuilder(session, where);
    builder.inputs(CollectiveProtocol.readPolynomials(session, in), in.number("scale"));
    builder.map(ConversionMap.read(in.text("map")));
    int lambda = in.integer("lambda");
    builder.masks(new MaskRule(lambda, in.integer("bound")));
    int limbs = in.integer("limbs of the outputs");
    builder.outputs(limbs, in.number("scale of the outputs"));
    TreeMap<String, byte[]> commitments = new TreeMap<>();
    int count = in.integer("commitments", 0, session.parties().size());
    for (int i = 0; i < count; i++) {
      commitments.put(in.text("provider"), in.bytes("commitment", SessionId.BYTES));
    }
    if (commitments.size() != count) {
      throw in.refuse(
          "a provider has two commitments, expected " + count + ", got " + commitments.size());
    }
    return builder.commitments(commitments);
  }

  List<Polynomial> inputs() {
    return inputs;
  }

  double scaleIn() {
    return scaleIn;
  }

  ConversionMap map() {
    if (map == null) {
      throw refuse("the map is missing, expected one, got none");
    }
    return map;
  }

  MaskRule maskRule() {
    if (maskRule == null) {
      throw refuse("the masks are missing, expected a mask rule, got none");
    }
    return maskRule;
  }

  int limbsOut() {
    return limbsOut;
  }

  double scaleOut() {
    return scaleOut;
  }

  SortedMap<String, byte[]> commitments() {
    return commitments;
  }
}

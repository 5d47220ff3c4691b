package parley.fl.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import parley.mhe.ckks.CkksParameters;

/**
 * A layout that is chosen before the training, so that whoever gives the querier's public key can
 * make it beforehand: public numbers only, for one shape of data and one kind of iteration.
 *
 * <p>As a file: JSON with what was asked, what was chosen, and SHA-256 of both. The layout is not
 * taken from the file but made again from these by the same rules; a file of other rules is
 * refused. Immutable and thread-safe.
 *
 * @param request what the plan is for; cores, memory and the watch are this machine's and not in
 *     the file
 * @param layout what was chosen for it
 */
public record TrainingPlan(PlanRequest request, Layout layout) implements PlanFile {
  /**
   * What this version writes and reads. Under plans of version 1 nothing was flooded before it was
   * opened, so whoever agreed to one agreed to something else; those of version 2 do not say how
   * large a margin can be.
   */
  public static final int VERSION = 3;

  static final String KIND = "parley training plan";

  private static final String FEATURES_PER_UPLOAD = "featuresPerUpload";
  private static final String ACTIVATION_BOUND = "activationBound";

  @Override
  public byte[] digest() {
    return PlanText.digest(fields());
  }

  @Override
  public CkksParameters parameters() {
    return layout.parameters();
  }

  private ObjectNode fields() {
    ObjectNode out = PlanText.begin(KIND, VERSION);
    out.put("providers", request.providers())
        .put("features", request.features())
        .put("intercept", request.intercept())
        .put("rowsPerProvider", request.maxRowsPerProvider())
        .put("iterations", request.iterations())
        .put("degree", request.degree())
        .put("halfWidth", request.halfWidth())
        .put("featureClip", request.featureClip())
        .put("weightBound", request.weightBound())
        .put("maskBits", request.maskSecurity())
        .put("packing", layout.packing().name().toLowerCase(Locale.ROOT))
        .put("logRingDimension", layout.parameters().logRingDimension())
        .put("scaleBits", layout.parameters().scaleBits())
        .put("gradientScaleBits", layout.gradientScaleBits())
        .put("limbs", layout.parameters().limbs())
        .put("digits", layout.parameters().digits())
        .put("babySteps", layout.babySteps())
        .put("insecure", request.insecure());
    if (layout.packing() == Packing.COEFFICIENT) {
      out.put(FEATURES_PER_UPLOAD, layout.featuresPerUpload());
      out.put(ACTIVATION_BOUND, request.activationBound());
    }
    return out;
  }

  @Override
  public String toJson() {
    return PlanText.write(fields());
  }

  /**
   * Reads a plan's file.
   *
   * @throws PlanException if it is missing, of another kind or version, altered, or keeps this
   *     version's rules no more
   */
  public static TrainingPlan read(Path file) {
    return of(file.toString(), PlanText.read(file));
  }

  /** What a plan's file holds, as it was read. */
  static TrainingPlan of(String name, String text) {
    ObjectNode fields =
        PlanText.fields(
            name,
            text,
            KIND,
            VERSION,
            NetworkTrainingPlan.KIND,
            "it plans a network, expected a model of one margin's, of parley plan --out");
    TrainingPlan plan = rebuild(name, fields);
    PlanText.requireSame(name, plan.fields(), fields);
    return plan;
  }

  /**
   * A plan that a training of one margin is to follow.
   *
   * @throws PlanException if it plans something else
   */
  public static TrainingPlan of(PlanFile plan) {
    if (plan instanceof TrainingPlan own) {
      return own;
    }
    throw new PlanException(
        "cannot follow the plan: it plans a network, expected a model of one margin's, of parley"
            + " plan --out");
  }

  private static TrainingPlan rebuild(String name, JsonNode in) {
    try {
      PlanRequest request =
          PlanRequest.builder(PlanText.number(in, "providers"), PlanText.number(in, "features"))
              .intercept(in.required("intercept").booleanValue())
              .maxRowsPerProvider(PlanText.number(in, "rowsPerProvider"))
              .iterations(PlanText.number(in, "iterations"))
              .activation(PlanText.number(in, "degree"), in.required("halfWidth").doubleValue())
              .featureClip(in.required("featureClip").doubleValue())
              .weightBound(in.required("weightBound").doubleValue())
              .maskSecurity(PlanText.number(in, "maskBits"))
              .activationBound(in.path(ACTIVATION_BOUND).asDouble())
              .insecure(in.required("insecure").booleanValue())
              .build();
      PlanText.requireSecure(name, request.insecure());
      Packing packing = Packing.valueOf(in.required("packing").asText().toUpperCase(Locale.ROOT));
      boolean coefficients = packing == Packing.COEFFICIENT;
      Layout layout =
          LayoutRules.layout(
                  request,
                  packing,
                  PlanText.number(in, "logRingDimension"),
                  PlanText.number(in, "scaleBits"),
                  PlanText.number(in, "gradientScaleBits"),
                  PlanText.number(in, "digits"),
                  powerOfTwo(in, coefficients ? FEATURES_PER_UPLOAD : "babySteps"))
              .orElseThrow(
                  () ->
                      PlanText.refuse(
                          name,
                          "its parameters do not keep this version's limits for 128 bits, masks and"
                              + " precision; make it again with this version"));
      return new TrainingPlan(request, layout);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw PlanText.refuse(name, "a field is missing or out of range: " + e.getMessage());
    }
  }

  private static int powerOfTwo(JsonNode in, String field) {
    int value = PlanText.number(in, field);
    if (Integer.bitCount(value) != 1) {
      throw new IllegalArgumentException(field + ", expected a power of two");
    }
    return value;
  }

  /**
   * Refuses a training that this plan is not for.
   *
   * @param training what the training would ask the planner
   * @throws PlanException that names what differs
   */
  public void requireFits(PlanRequest training) {
    PlanText.require("providers", request.providers(), training.providers());
    PlanText.require("features", request.features(), training.features());
    PlanText.require("intercept", request.intercept(), training.intercept());
    PlanText.require("iterations", request.iterations(), training.iterations());
    PlanText.require("degree", request.degree(), training.degree());
    PlanText.require("half-width of the interval", request.halfWidth(), training.halfWidth());
    PlanText.require("bound on the weights", request.weightBound(), training.weightBound());
    PlanText.require("bits of the masks", request.maskSecurity(), training.maskSecurity());
    PlanText.require("insecure parameters", request.insecure(), training.insecure());
    training.packing().ifPresent(packing -> PlanText.require("packing", layout.packing(), packing));
    training
        .logRingDimension()
        .ifPresent(
            log ->
                PlanText.require("log2 of the ring", layout.parameters().logRingDimension(), log));
    if (training.ownDecays() && layout.featuresPerUpload() > 1) {
      throw PlanText.differs("decays of the weights", "one for all features", "one for each");
    }
    if (layout.packing() == Packing.COEFFICIENT
        && training.activationBound() > request.activationBound()) {
      throw PlanText.differs(
          "bound on the activation",
          "at most " + request.activationBound(),
          training.activationBound());
    }
    if (training.featureClip() > request.featureClip()) {
      throw PlanText.differs(
          "clip of the features", "at most " + request.featureClip(), training.featureClip());
    }
    if (training.maxRowsPerProvider() > layout.capacity()) {
      throw PlanText.differs(
          "rows of the largest provider",
          "at most " + layout.capacity(),
          training.maxRowsPerProvider());
    }
  }
}

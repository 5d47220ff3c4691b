package parley.fl.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import parley.mhe.ckks.CkksParameters;

/**
 * A network's training that was planned beforehand: what its providers would agree on, for so many
 * rows, in a ring.
 *
 * <p>As a file: JSON with all that, and SHA-256 of it. Whoever follows the plan chooses again by
 * this version's rules, and refuses it where they give another. Immutable and thread-safe.
 *
 * @param providers how many
 * @param rowsPerProvider row places of each: of the one with most rows, rounded up
 * @param parameters of the ring
 * @param arguments what the providers agree on, by name
 */
public record NetworkTrainingPlan(
    int providers,
    int rowsPerProvider,
    CkksParameters parameters,
    SortedMap<String, String> arguments)
    implements PlanFile {
  /** What this version writes and reads. */
  public static final int VERSION = 1;

  /** The argument that says how features become what is trained on. */
  public static final String STANDARDIZATION = "standardization";

  /** The argument that says where standardised features are cut. */
  public static final String FEATURE_CLIP = "featureClip";

  /** The argument that says whether the querier gets the weights. */
  public static final String REVEAL = "reveal";

  /** The argument that says how many rows an opening carries; none where weights are revealed. */
  public static final String ROWS_PER_OPENING = "rowsPerOpening";

  static final String KIND = "parley network plan";

  private static final String ARGUMENTS = "arguments";
  private static final String LAYERS = "layers";

  /** Takes a copy of the arguments. */
  public NetworkTrainingPlan {
    arguments = Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
  }

  @Override
  public byte[] digest() {
    return PlanText.digest(fields());
  }

  @Override
  public String toJson() {
    return PlanText.write(fields());
  }

  private ObjectNode fields() {
    ObjectNode out = PlanText.begin(KIND, VERSION);
    out.put("providers", providers)
        .put("rowsPerProvider", rowsPerProvider)
        .put("logRingDimension", parameters.logRingDimension())
        .put("firstPrimeBits", parameters.firstPrimeBits())
        .put("scaleBits", parameters.scaleBits())
        .put("limbs", parameters.limbs())
        .put("digits", parameters.digits())
        .put("insecure", parameters.insecure());
    ObjectNode agreed = out.putObject(ARGUMENTS);
    arguments.forEach(agreed::put);
    return out;
  }

  /**
   * Reads a plan's file.
   *
   * @throws PlanException if it is missing, of another kind or version, or altered
   */
  public static NetworkTrainingPlan read(Path file) {
    return of(file.toString(), PlanText.read(file));
  }

  /** What a plan's file holds, as it was read. */
  static NetworkTrainingPlan of(String name, String text) {
    ObjectNode fields =
        PlanText.fields(
            name,
            text,
            KIND,
            VERSION,
            TrainingPlan.KIND,
            "it plans a model of one margin, expected a network's, of parley plan mlp --out");
    NetworkTrainingPlan plan = rebuild(name, fields);
    PlanText.requireSame(name, plan.fields(), fields);
    return plan;
  }

  private static NetworkTrainingPlan rebuild(String name, ObjectNode in) {
    try {
      boolean insecure = in.required("insecure").booleanValue();
      PlanText.requireSecure(name, insecure);
      TreeMap<String, String> arguments = new TreeMap<>();
      for (Map.Entry<String, JsonNode> one : in.required(ARGUMENTS).properties()) {
        arguments.put(one.getKey(), one.getValue().asText());
      }
      return new NetworkTrainingPlan(
          PlanText.number(in, "providers"),
          PlanText.number(in, "rowsPerProvider"),
          CkksParameters.builder()
              .logRingDimension(PlanText.number(in, "logRingDimension"))
              .firstPrimeBits(PlanText.number(in, "firstPrimeBits"))
              .scaleBits(PlanText.number(in, "scaleBits"))
              .limbs(PlanText.number(in, "limbs"))
              .digits(PlanText.number(in, "digits"))
              .insecure(insecure)
              .build(),
          arguments);
    } catch (IllegalArgumentException e) {
      throw PlanText.refuse(name, "a field is missing or out of range: " + e.getMessage());
    }
  }

  /**
   * A plan that a training of a network is to follow.
   *
   * @throws PlanException if it plans something else
   */
  public static NetworkTrainingPlan of(PlanFile plan) {
    if (plan instanceof NetworkTrainingPlan network) {
      return network;
    }
    throw new PlanException(
        "cannot follow the plan: it plans a model of one margin, expected a network's, of parley"
            + " plan mlp --out");
  }

  /**
   * Refuses a training that this plan is not for.
   *
   * @param ownProviders how many it has
   * @param ownRows row places of each
   * @param chosen what this version would agree on for the planned rows
   * @param ring what it would be trained in
   * @throws PlanException that names what differs
   */
  public void requireFits(
      int ownProviders, int ownRows, Map<String, String> chosen, CkksParameters ring) {
    PlanText.require("providers", providers, ownProviders);
    if (ownRows > rowsPerProvider) {
      throw PlanText.differs("rows of the largest provider", "at most " + rowsPerProvider, ownRows);
    }
    // Another shape makes much else another, which nobody said.
    Set<String> names = new LinkedHashSet<>(List.of(LAYERS));
    names.addAll(new TreeSet<>(arguments.keySet()));
    names.addAll(new TreeSet<>(chosen.keySet()));
    for (String name : names) {
      PlanText.require(
          name, arguments.getOrDefault(name, "none"), chosen.getOrDefault(name, "none"));
    }
    PlanText.require("parameters of the ring", parameters, ring);
  }
}

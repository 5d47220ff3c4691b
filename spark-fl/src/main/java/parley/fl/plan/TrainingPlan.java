package parley.fl.plan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import parley.mhe.protocol.WireWriter;

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
public record TrainingPlan(PlanRequest request, Layout layout) {
  /**
   * What this version writes and reads. Under plans of version 1 nothing was flooded before it was
   * opened, so whoever agreed to one agreed to something else; those of version 2 do not say how
   * large a margin can be.
   */
  public static final int VERSION = 3;

  private static final String KIND = "parley training plan";
  private static final String KIND_FIELD = "kind";
  private static final String VERSION_FIELD = "version";
  private static final String FEATURES_PER_UPLOAD = "featuresPerUpload";
  private static final String ACTIVATION_BOUND = "activationBound";
  private static final String DIGEST_FIELD = "sha256";
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** SHA-256 of all that the file says; names the plan. 32 bytes. */
  public byte[] digest() {
    return digest(fields());
  }

  private static byte[] digest(ObjectNode fields) {
    WireWriter out = new WireWriter();
    fields.fields().forEachRemaining(f -> out.add(f.getKey()).add(f.getValue().asText()));
    return out.sha256();
  }

  private ObjectNode fields() {
    ObjectNode out = JSON.createObjectNode();
    out.put(KIND_FIELD, KIND)
        .put(VERSION_FIELD, VERSION)
        .put("providers", request.providers())
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

  /** The file's content. */
  public String toJson() {
    ObjectNode out = fields();
    out.put(DIGEST_FIELD, HexFormat.of().formatHex(digest()));
    return out.toPrettyString() + "\n";
  }

  /**
   * Reads a plan's file.
   *
   * @throws PlanException if it is missing, of another version, altered, or keeps this version's
   *     rules no more
   */
  public static TrainingPlan read(Path file) {
    try {
      return fromJson(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      throw refuse(file.toString(), "there is no such file");
    } catch (IOException e) {
      throw refuse(file.toString(), "it is no text file: " + e.getMessage());
    }
  }

  private static TrainingPlan fromJson(String name, String text) {
    JsonNode in = parse(name, text);
    if (!in.path(KIND_FIELD).asText().equals(KIND)) {
      throw refuse(name, "it is not a plan of parley plan --out");
    }
    int version = in.path(VERSION_FIELD).asInt(-1);
    if (version != VERSION) {
      throw refuse(
          name,
          "it is of another version of Parley, expected version "
              + VERSION
              + ", got "
              + in.path(VERSION_FIELD).asText()
              + "; make it again with this one");
    }
    ObjectNode fields = in.deepCopy();
    String stated = fields.path(DIGEST_FIELD).asText();
    fields.remove(DIGEST_FIELD);
    if (!stated.equals(HexFormat.of().formatHex(digest(fields)))) {
      throw refuse(name, "it was altered, its checksum does not fit");
    }
    TrainingPlan plan = rebuild(name, fields);
    // The same fields in the same order, so nothing was read otherwise than it is written.
    if (!plan.fields().toString().equals(fields.toString())) {
      throw refuse(
          name,
          "this version lays the numbers out otherwise, expected "
              + plan.fields()
              + ", got "
              + fields
              + "; make it again with this version");
    }
    return plan;
  }

  private static JsonNode parse(String name, String text) {
    try {
      JsonNode in = JSON.readTree(text);
      if (in.isObject()) {
        return in;
      }
    } catch (JsonProcessingException e) {
      throw refuse(name, "it is not JSON: " + e.getOriginalMessage());
    }
    throw refuse(name, "it is not a plan of parley plan --out");
  }

  private static TrainingPlan rebuild(String name, JsonNode in) {
    try {
      PlanRequest request =
          PlanRequest.builder(number(in, "providers"), number(in, "features"))
              .intercept(in.required("intercept").booleanValue())
              .maxRowsPerProvider(number(in, "rowsPerProvider"))
              .iterations(number(in, "iterations"))
              .activation(number(in, "degree"), in.required("halfWidth").doubleValue())
              .featureClip(in.required("featureClip").doubleValue())
              .weightBound(in.required("weightBound").doubleValue())
              .maskSecurity(number(in, "maskBits"))
              .activationBound(in.path(ACTIVATION_BOUND).asDouble())
              .insecure(in.required("insecure").booleanValue())
              .build();
      requireSecure(name, request.insecure());
      Packing packing = Packing.valueOf(in.required("packing").asText().toUpperCase(Locale.ROOT));
      boolean coefficients = packing == Packing.COEFFICIENT;
      Layout layout =
          LayoutRules.layout(
                  request,
                  packing,
                  number(in, "logRingDimension"),
                  number(in, "scaleBits"),
                  number(in, "gradientScaleBits"),
                  number(in, "digits"),
                  powerOfTwo(in, coefficients ? FEATURES_PER_UPLOAD : "babySteps"))
              .orElseThrow(
                  () ->
                      refuse(
                          name,
                          "its parameters do not keep this version's limits for 128 bits, masks and"
                              + " precision; make it again with this version"));
      return new TrainingPlan(request, layout);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw refuse(name, "a field is missing or out of range: " + e.getMessage());
    }
  }

  private static void requireSecure(String name, boolean insecure) {
    if (insecure && !Boolean.getBoolean("parley.insecure")) {
      throw refuse(name, "its parameters are not secure, expected at least 128 bits");
    }
  }

  private static int number(JsonNode in, String field) {
    JsonNode value = in.required(field);
    if (!value.isInt()) {
      throw new IllegalArgumentException(field + ", expected a whole number, got " + value);
    }
    return value.intValue();
  }

  private static int powerOfTwo(JsonNode in, String field) {
    int value = number(in, field);
    if (Integer.bitCount(value) != 1) {
      throw new IllegalArgumentException(field + ", expected a power of two");
    }
    return value;
  }

  private static PlanException refuse(String name, String reason) {
    return new PlanException("cannot read plan " + name + ": " + reason);
  }

  /**
   * Refuses a training that this plan is not for.
   *
   * @param training what the training would ask the planner
   * @throws PlanException that names what differs
   */
  public void requireFits(PlanRequest training) {
    require("providers", request.providers(), training.providers());
    require("features", request.features(), training.features());
    require("intercept", request.intercept(), training.intercept());
    require("iterations", request.iterations(), training.iterations());
    require("degree", request.degree(), training.degree());
    require("half-width of the interval", request.halfWidth(), training.halfWidth());
    require("bound on the weights", request.weightBound(), training.weightBound());
    require("bits of the masks", request.maskSecurity(), training.maskSecurity());
    require("insecure parameters", request.insecure(), training.insecure());
    training.packing().ifPresent(packing -> require("packing", layout.packing(), packing));
    training
        .logRingDimension()
        .ifPresent(log -> require("log2 of the ring", layout.parameters().logRingDimension(), log));
    if (training.ownDecays() && layout.featuresPerUpload() > 1) {
      throw differs("decays of the weights", "one for all features", "one for each");
    }
    if (layout.packing() == Packing.COEFFICIENT
        && training.activationBound() > request.activationBound()) {
      throw differs(
          "bound on the activation",
          "at most " + request.activationBound(),
          training.activationBound());
    }
    if (training.featureClip() > request.featureClip()) {
      throw differs(
          "clip of the features", "at most " + request.featureClip(), training.featureClip());
    }
    if (training.maxRowsPerProvider() > layout.capacity()) {
      throw differs(
          "rows of the largest provider",
          "at most " + layout.capacity(),
          training.maxRowsPerProvider());
    }
  }

  private static void require(String what, Object planned, Object got) {
    if (!Objects.equals(planned, got)) {
      throw differs(what, planned, got);
    }
  }

  private static PlanException differs(String what, Object planned, Object got) {
    return new PlanException(
        "cannot follow the plan: it does not fit the training in "
            + what
            + ", expected "
            + planned
            + ", got "
            + got);
  }
}

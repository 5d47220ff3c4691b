package parley.fl.protection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.fl.optim.Standardization;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * Answers under the querier's key, from a process that cannot read them; {@link #open} reads them
 * where the querier's key is. Immutable but for the arrays, which nobody may change; then safe for
 * use by several threads.
 *
 * @param kind what they are
 * @param origin which training, model and request they belong to
 * @param parameters of the ring, in the library's form
 * @param halfWidth what values are divided by under encryption
 * @param offset what is added to margins after, and to the weights' intercept
 * @param form how values lie in a ciphertext
 * @param parts the ciphertexts, and where the values lie in each
 * @param rows for margins: where each row stood in its table, from 0; else empty
 * @param weights for weights: what they need to be read on the input scale; else null
 * @param attributes small public facts for whoever shows the values
 */
public record SealedAnswers(
    Kind kind,
    Origin origin,
    byte[] parameters,
    double halfWidth,
    double offset,
    AnswerForm form,
    List<Part> parts,
    List<Long> rows,
    @Nullable Weights weights,
    Map<String, String> attributes) {
  private static final String MAGIC = "parley/sealed-answers/4";
  private static final int MOST = 1 << 20;

  /** What answers are. */
  public enum Kind {
    /** What the model answers for each of the querier's rows: a margin, or a number an output. */
    MARGINS,
    /** The model's weights. */
    WEIGHTS
  }

  /**
   * Where answers come from; all in hex.
   *
   * @param session id of the providers' session
   * @param plan digest of the training's plan, empty where there was none
   * @param model digest of the sealed model, empty for weights
   * @param request digest of what was asked
   * @param querier fingerprint of the querier
   * @param key SHA-256 of the public key that they are under
   */
  public record Origin(
      String session, String plan, String model, String request, String querier, String key) {}

  /**
   * One ciphertext: value i is in slot or coefficient i times stride.
   *
   * @param ciphertext in the library's wire format
   * @param count values in it
   */
  public record Part(byte[] ciphertext, int count, int stride) {}

  /**
   * What turns weights on standardised features into weights on the input scale.
   *
   * @param features their names, in order
   * @param intercept whether the last value is the intercept
   */
  public record Weights(List<String> features, boolean intercept, Standardization standardization) {
    /** Takes a copy of the names. */
    public Weights {
      features = List.copyOf(features);
    }
  }

  /** Takes copies of all collections. */
  public SealedAnswers {
    parts = List.copyOf(parts);
    rows = List.copyOf(rows);
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  /** How many values they are. */
  public int count() {
    return parts.stream().mapToInt(Part::count).sum();
  }

  /** The same with the rows' places in their table, and with attributes. */
  public SealedAnswers with(List<Long> places, Map<String, String> facts) {
    return new SealedAnswers(
        kind, origin, parameters, halfWidth, offset, form, parts, places, weights, facts);
  }

  /**
   * Opens them with the querier's key.
   *
   * @param querierKey path of its file
   * @param passphraseFrom where its passphrase is, such as {@code env:NAME}; null if it has none
   * @throws parley.mhe.party.secret.KeyException when they are for another key
   * @throws ParleyException when a ciphertext is not one of these parameters
   */
  public OpenedAnswers open(String querierKey, @Nullable String passphraseFrom) {
    return Engines.predictor().open(this, querierKey, passphraseFrom);
  }

  /** The file's content. */
  public byte[] toBytes() {
    WireWriter out =
        CheckedFile.start(MAGIC)
            .add(kind.name())
            .add(origin.session())
            .add(origin.plan())
            .add(origin.model())
            .add(origin.request())
            .add(origin.querier())
            .add(origin.key())
            .add(parameters)
            .add(halfWidth)
            .add(offset)
            .add(form.inCoefficients() ? 1 : 0)
            .add(form.perRow())
            .add(form.bits())
            .add(count())
            .add(parts.size());
    parts.forEach(part -> out.add(part.ciphertext()).add(part.count()).add(part.stride()));
    out.add(rows.stream().mapToLong(Long::longValue).toArray());
    if (weights != null) {
      out.add(weights.features().size());
      weights.features().forEach(out::add);
      out.add(weights.intercept() ? 1 : 0).add(weights.standardization().clip());
      for (double mean : weights.standardization().mean()) {
        out.add(mean);
      }
      for (double scale : weights.standardization().scale()) {
        out.add(scale);
      }
      List<Integer> constant = weights.standardization().constantFeatures();
      out.add(constant.size());
      constant.forEach(out::add);
    }
    out.add(attributes.size());
    attributes.forEach((name, value) -> out.add(name).add(value));
    return CheckedFile.end(out);
  }

  /**
   * Reads {@link #toBytes}.
   *
   * @throws ParleyException when it is something else, cut short or altered
   */
  public static SealedAnswers fromBytes(byte[] bytes) {
    WireReader in = CheckedFile.open(MAGIC, "sealed answers", bytes);
    Kind kind = kind(in);
    Origin origin =
        new Origin(
            in.text("session"),
            in.text("plan"),
            in.text("model"),
            in.text("request"),
            in.text("querier"),
            in.text("key"));
    byte[] parameters = in.bytes("parameters");
    double halfWidth = in.number("half-width");
    double offset = in.number("offset");
    AnswerForm form =
        new AnswerForm(
            in.integer("coefficients", 0, 1) == 1,
            in.integer("answers a row", 1, MOST),
            in.integer("bits", 0, 52));
    int count = in.integer("count", 1, Integer.MAX_VALUE);
    List<Part> parts = new ArrayList<>();
    for (int i = in.integer("parts", 1, MOST); i > 0; i--) {
      parts.add(
          new Part(
              in.bytes("ciphertext"),
              in.integer("values", 1, MOST),
              in.integer("stride", 1, MOST)));
    }
    List<Long> rows = SealedRows.numbers(in);
    Weights weights = kind == Kind.WEIGHTS ? weights(in) : null;
    Map<String, String> attributes = new TreeMap<>();
    for (int i = in.integer("attributes", 0, MOST); i > 0; i--) {
      attributes.put(in.text("attribute"), in.text("attribute's value"));
    }
    in.end();
    SealedAnswers answers =
        new SealedAnswers(
            kind, origin, parameters, halfWidth, offset, form, parts, rows, weights, attributes);
    long ofRows = (long) rows.size() * form.perRow();
    if (answers.count() != count || (kind == Kind.MARGINS && ofRows != count)) {
      throw in.refuse(
          "they contradict themselves, expected "
              + count
              + " values, got "
              + answers.count()
              + " for "
              + rows.size()
              + " rows");
    }
    return answers;
  }

  private static Kind kind(WireReader in) {
    String name = in.text("kind");
    for (Kind kind : Kind.values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    throw in.refuse("what they are is not known, expected margins or weights, got " + name);
  }

  private static Weights weights(WireReader in) {
    List<String> names = new ArrayList<>();
    for (int i = in.integer("features", 1, MOST); i > 0; i--) {
      names.add(in.text("feature"));
    }
    boolean intercept = in.integer("intercept", 0, 1) == 1;
    double clip = in.number("clip");
    double[][] scaling = new double[2][names.size()];
    for (double[] values : scaling) {
      for (int j = 0; j < values.length; j++) {
        values[j] = in.number("standardisation");
      }
    }
    List<Integer> constant = new ArrayList<>();
    for (int i = in.integer("constant features", 0, names.size()); i > 0; i--) {
      constant.add(in.integer("constant feature", 0, names.size() - 1));
    }
    return new Weights(
        names, intercept, Standardization.of(scaling[0], scaling[1], constant, clip));
  }
}

package parley.fl.protection.encrypted.linear.step;

import org.jspecify.annotations.Nullable;
import parley.fl.activation.AdaptiveActivation;
import parley.fl.activation.ScheduleTerms;
import parley.fl.family.LinearFamily;
import parley.fl.family.circuit.MarginCircuit;
import parley.fl.optim.IterationPlan;
import parley.fl.optim.LabelScale;
import parley.fl.optim.Standardization;
import parley.fl.plan.Layout;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * What every provider needs to encode its rows once PREPARE is over: how features are standardised
 * and the iteration's numbers. All of it is public to the session. Immutable; its arrays are not to
 * be changed.
 *
 * <p>The encrypted state is v / H_t, see {@link LoopNumbers}. What is refreshed is the decayed
 * state less gradientFactor_j G_j / H with an H and an eta that never change, so that rows are
 * encoded once.
 *
 * @param standardization how features become what is trained on
 * @param labels how labels do
 * @param circuit the family's, which the plan tells
 * @param halfWidth H, what the encoded gradient is divided by
 * @param gradientFactors eta p_j / W, a weight each
 * @param iterations how many there are
 * @param fit what fitted polynomials follow from; null where the polynomial is fixed
 */
public record TrainingArguments(
    Standardization standardization,
    LabelScale labels,
    MarginCircuit circuit,
    double halfWidth,
    double[] gradientFactors,
    int iterations,
    @Nullable ScheduleTerms fit) {
  private static final String MAGIC = "parley/training-arguments/4";
  private static final int MOST = 1 << 20;

  public static TrainingArguments of(
      Standardization standardization,
      LabelScale labels,
      IterationPlan plan,
      MarginCircuit circuit) {
    double[] factors = new double[plan.columns()];
    for (int j = 0; j < factors.length; j++) {
      factors[j] = plan.gradientFactor(j);
    }
    ScheduleTerms fit = plan.fit().orElse(null);
    return new TrainingArguments(
        standardization, labels, circuit, plan.halfWidth(), factors, plan.iterations(), fit);
  }

  /**
   * What a row of weight 1 contributes to the gradient's plaintext in column j, per unit of x; the
   * refresh takes the mean over the slots of a class, of which a ciphertext has as many as it
   * repeats the model.
   */
  public double gradientEntry(Layout layout, int column) {
    return -gradientFactors[column] * layout.repeats() / halfWidth;
  }

  public byte[] toBytes() {
    WireWriter out = new WireWriter();
    writeTo(out);
    return out.toBytes();
  }

  void writeTo(WireWriter out) {
    out.add(MAGIC).add(standardization.clip()).add(halfWidth).add(iterations);
    writeLabels(out, labels);
    out.add(fit == null ? new byte[0] : fit.toBytes());
    for (double[] values :
        new double[][] {standardization.mean(), standardization.scale(), gradientFactors}) {
      out.add(values.length);
      for (double value : values) {
        out.add(value);
      }
    }
  }

  static TrainingArguments readFrom(WireReader in, LinearFamily family) {
    String magic = in.text("magic");
    if (!magic.equals(MAGIC)) {
      throw in.refuse("they are something else, expected " + MAGIC + ", got other bytes");
    }
    double clip = in.number("clip");
    double halfWidth = in.number("half-width");
    int iterations = in.integer("iterations", 1, MOST);
    LabelScale labels = readLabels(in);
    byte[] terms = in.bytes("terms of the fit");
    ScheduleTerms fit = terms.length == 0 ? null : adaptive(in, family).read(terms);
    double[] means = numbers(in, "means");
    double[] scales = numbers(in, "scales");
    double[] factors = numbers(in, "gradient factors");
    return new TrainingArguments(
        Standardization.of(means, scales, clip),
        labels,
        family.marginCircuit(),
        halfWidth,
        factors,
        iterations,
        fit);
  }

  /** All numbers of the labels' scale. */
  public static void writeLabels(WireWriter out, LabelScale labels) {
    out.add(labels.centre()).add(labels.scale()).add(labels.factor());
    out.add(labels.offset()).add(labels.penalty());
  }

  /**
   * Reads {@link #writeLabels}.
   *
   * @throws parley.error.ParleyException when they are no scale
   */
  public static LabelScale readLabels(WireReader in) {
    double[] numbers = new double[5];
    for (int k = 0; k < numbers.length; k++) {
      numbers[k] = in.number("the labels' scale");
    }
    try {
      return new LabelScale(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
    } catch (IllegalArgumentException e) {
      throw in.refuse(String.valueOf(e.getMessage()));
    }
  }

  private static AdaptiveActivation adaptive(WireReader in, LinearFamily family) {
    return family
        .adaptive()
        .orElseThrow(
            () ->
                in.refuse(
                    "the activation of "
                        + family.name()
                        + " does not change in this plan, expected no terms of a fit, got some"));
  }

  private static double[] numbers(WireReader in, String what) {
    double[] values = new double[in.integer(what, 0, MOST)];
    for (int k = 0; k < values.length; k++) {
      values[k] = in.number(what);
    }
    return values;
  }
}

package parley.fl.encrypted;

import parley.fl.optim.IterationPlan;
import parley.fl.optim.Standardization;
import parley.fl.plan.Layout;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * What every provider needs to encode its rows once PREPARE is over: how features are standardised
 * and the iteration's numbers. All of it is public to the session. Immutable; its arrays are not to
 * be changed.
 *
 * <p>The encrypted state is v / H. An iteration maps it to decay_j v_j - gradientFactor_j G_j / H,
 * see {@link IterationPlan}; the projection of what is refreshed is exactly that.
 *
 * @param standardization how features become what is trained on
 * @param activation coefficients of the activation in powers of u = z / H
 * @param halfWidth H, half-width of the activation's interval
 * @param gradientFactors eta p_j / W, a weight each
 * @param decays 1 - eta lambda_j, a weight each
 */
record TrainingArguments(
    Standardization standardization,
    double[] activation,
    double halfWidth,
    double[] gradientFactors,
    double[] decays) {
  private static final String MAGIC = "parley/logistic-arguments/1";
  private static final int MOST = 1 << 20;

  static TrainingArguments of(Standardization standardization, IterationPlan plan) {
    double[] factors = new double[plan.columns()];
    double[] decays = new double[plan.columns()];
    for (int j = 0; j < factors.length; j++) {
      factors[j] = plan.gradientFactor(j);
      decays[j] = plan.decay(j);
    }
    return new TrainingArguments(
        standardization,
        plan.sigmoid().unitCoefficients(),
        plan.sigmoid().halfWidth(),
        factors,
        decays);
  }

  /**
   * What a row of weight 1 contributes to the gradient's plaintext in column j, per unit of x; the
   * refresh takes the mean over the slots of a class, of which a ciphertext has as many as it
   * repeats the model.
   */
  double gradientEntry(Layout layout, int column) {
    return -gradientFactors[column] * layout.repeats() / halfWidth;
  }

  byte[] toBytes() {
    WireWriter out = new WireWriter().add(MAGIC).add(standardization.clip()).add(halfWidth);
    for (double[] values :
        new double[][] {
          standardization.mean(), standardization.scale(), activation, gradientFactors, decays
        }) {
      out.add(values.length);
      for (double value : values) {
        out.add(value);
      }
    }
    return out.toBytes();
  }

  static TrainingArguments fromBytes(byte[] bytes) {
    WireReader in = new WireReader(bytes, "training arguments");
    String magic = in.text("magic");
    if (!magic.equals(MAGIC)) {
      throw in.refuse("they are something else, expected " + MAGIC + ", got other bytes");
    }
    double clip = in.number("clip");
    double halfWidth = in.number("half-width");
    double[] means = numbers(in, "means");
    double[] scales = numbers(in, "scales");
    double[] activation = numbers(in, "activation");
    double[] factors = numbers(in, "gradient factors");
    double[] decays = numbers(in, "decays");
    in.end();
    return new TrainingArguments(
        Standardization.of(means, scales, clip), activation, halfWidth, factors, decays);
  }

  private static double[] numbers(WireReader in, String what) {
    double[] values = new double[in.integer(what, 0, MOST)];
    for (int k = 0; k < values.length; k++) {
      values[k] = in.number(what);
    }
    return values;
  }
}

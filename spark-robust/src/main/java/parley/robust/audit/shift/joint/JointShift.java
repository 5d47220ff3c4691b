package parley.robust.audit.shift.joint;

import java.util.List;
import parley.measure.Measure;

/**
 * How the numeric features differ together, on a sample. Immutable, so safe for use by several
 * threads.
 *
 * @param features that were looked at together
 * @param referenceSample rows of the reference in the sample
 * @param dataSample rows of the data in the sample
 * @param sigma the kernel's width
 * @param scaled whether features were divided by their standard deviations over the sample, as they
 *     are where sigma is the median distance
 * @param mmdSquaredUnbiased squared maximum mean discrepancy; 0 is expected without shift
 * @param mmdSquaredBiased the same with pairs of a row with itself
 * @param mmdPValue by permutations
 * @param permutations how many
 * @param classifierAccuracy share of held-out rows of which a logistic regression says rightly
 *     whether they are of the reference or of the data; .5 is expected without shift
 * @param classifierPValue chance of at least as many by guessing
 * @param classifierAuc area under its ROC curve on the same rows
 * @param heldOutRows how many, half of them of the data
 */
public record JointShift(
    List<String> features,
    int referenceSample,
    int dataSample,
    Measure sigma,
    boolean scaled,
    Measure mmdSquaredUnbiased,
    Measure mmdSquaredBiased,
    Measure mmdPValue,
    int permutations,
    Measure classifierAccuracy,
    Measure classifierPValue,
    Measure classifierAuc,
    int heldOutRows) {
  /** Takes a copy of the list. */
  public JointShift {
    features = List.copyOf(features);
  }

  public static JointShift undefined(
      List<String> features, int reference, int data, String reason) {
    return new JointShift(
        features,
        reference,
        data,
        Measure.undefined("sigma", reason),
        false,
        Measure.undefined("mmdSquaredUnbiased", reason),
        Measure.undefined("mmdSquaredBiased", reason),
        Measure.undefined("mmdPValue", reason),
        0,
        Measure.undefined("classifierAccuracy", reason),
        Measure.undefined("classifierPValue", reason),
        Measure.undefined("classifierAuc", reason),
        0);
  }
}

package parley.fl.protection.encrypted.linear;

import java.util.LinkedHashMap;
import java.util.Map;
import parley.fl.protection.agree.AgreedSums;
import parley.fl.protection.encrypted.linear.step.TrainingSteps;
import parley.fl.protection.linear.Statistics;
import parley.fl.settings.LinearSettings;
import parley.fl.sum.SumSpec;

/** What a training's openings tell, for its report. Stateless and thread-safe. */
public final class LinearOpenings {
  private LinearOpenings() {}

  /** The words of each step that opens something, by its name. */
  public static Map<String, String> words(LinearSettings settings, int features) {
    Map<String, String> words = new LinkedHashMap<>();
    add(words, AgreedSums.moments(features, settings.family().labelScaling()));
    add(words, Statistics.curvature(settings, features));
    words.put(
        TrainingSteps.LOOK_OPEN,
        settings.family().adaptive().isPresent()
            ? "means of the margins' squares and 16th powers, which the polynomials follow from"
            : "mean of the squared margins, to watch convergence");
    words.put(TrainingSteps.MODEL_REVEAL, "the weights");
    return words;
  }

  private static void add(Map<String, String> words, SumSpec sum) {
    words.put(sum.openStep(), sum.words());
  }
}

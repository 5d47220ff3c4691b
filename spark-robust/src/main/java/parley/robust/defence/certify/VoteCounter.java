package parley.robust.defence.certify;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ContinuousSampler;
import parley.robust.model.ModelView;
import parley.robust.model.Scorer;

/**
 * Asks a classifier about noisy copies of a row, a batch at a time. For one thread.
 *
 * <p>Memory is that of one batch, whatever the number of samples. The batch's size does not show in
 * the result: noise is drawn in order, and votes are whole numbers.
 */
final class VoteCounter {
  /** Values of a batch: half a megabyte, so that it stays in the processor's cache. */
  private static final int BATCH_VALUES = 1 << 16;

  private final Scorer scorer;
  private final Sampling sampling;
  private final int features;
  private final int classes;
  private final double[] copies;
  private final int[] labels;

  VoteCounter(ModelView view, Sampling sampling) {
    this.scorer = view.scorer();
    this.sampling = sampling;
    features = view.numFeatures();
    classes = view.numClasses();
    labels = new int[Math.max(1, BATCH_VALUES / features)];
    copies = new double[labels.length * features];
  }

  /** Two samples of a row, one after the other from the same source. */
  Votes votes(double[] row, UniformRandomProvider source) {
    ContinuousSampler sampler = sampling.noise().sampler(source);
    long[] selection = count(row, sampling.selectionSamples(), sampler);
    return new Votes(selection, count(row, sampling.samples(), sampler));
  }

  private long[] count(double[] row, int samples, ContinuousSampler sampler) {
    long[] counts = new long[classes];
    double sigma = sampling.sigma();
    for (long done = 0; done < samples; done += labels.length) {
      int batch = (int) Math.min(labels.length, samples - done);
      for (int i = 0; i < batch; i++) {
        for (int j = 0; j < features; j++) {
          copies[i * features + j] = row[j] + sigma * sampler.sample();
        }
      }
      scorer.labels(copies, batch, labels);
      for (int i = 0; i < batch; i++) {
        counts[labels[i]]++;
      }
    }
    return counts;
  }
}

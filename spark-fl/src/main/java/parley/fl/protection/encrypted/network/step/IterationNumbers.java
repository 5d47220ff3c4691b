package parley.fl.protection.encrypted.network.step;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.fl.network.NetworkTerms;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLevels;
import parley.fl.protection.encrypted.network.packing.NetworkLevels.Refreshed;
import parley.fl.protection.encrypted.network.packing.PackedLayer;
import parley.mhe.protocol.SumRefreshOutput;
import parley.mhe.protocol.SumRefreshTerm;

/**
 * The public numbers of each iteration: what makes v_{t+1} = (1 + mu) w_{t+1} - mu w_t, or the
 * finished w, of the refreshed integers, see {@link WeightStep}. Immutable and thread-safe.
 *
 * @param layout where weights lie
 * @param levels their scales
 * @param terms of the training
 * @param steps one a layer
 * @param batch rows of a batch
 * @param factors how much rows count
 * @param unit of these, {@link RowFactors#unit}
 */
public record IterationNumbers(
    NetworkLayout layout,
    NetworkLevels levels,
    NetworkTerms terms,
    double[] steps,
    int batch,
    RowFactors factors,
    double unit) {

  /** How many iterations there are. */
  public int iterations() {
    return terms.iterations();
  }

  /**
   * Refuses steps of which one is too short.
   *
   * @throws parley.fl.plan.PlanException that says which would not be
   */
  public void requireRoom() {
    for (int t = 0; t < iterations(); t++) {
      for (int layer = 0; layer < layout.layers(); layer++) {
        step(layer, new Step(t, 0, false));
      }
    }
  }

  /** Whether the finished model comes out of an iteration. */
  public boolean isLast(int t) {
    return t == iterations() - 1;
  }

  /**
   * What an iteration's steps follow from.
   *
   * @param iteration from 0
   * @param halvings how often steps were halved so far
   * @param still whether it is the first after going back, which goes on without momentum
   */
  public record Step(int iteration, int halvings, boolean still) {}

  /**
   * A layer's step. What is refreshed of the last layer has the gradient's mean over the row
   * places.
   */
  public WeightStep step(int layer, Step step) {
    double scale =
        layer < layout.columnLayers()
            ? levels.hiddenGradientScale()
            : levels.outputGradientScale() / layout.last().rowPlaces();
    return WeightStep.of(refreshed(layer), scale, perRow(step, layer));
  }

  private Refreshed refreshed(int layer) {
    return layer < layout.columnLayers() ? levels.hidden() : levels.output();
  }

  private double perRow(Step step, int layer) {
    double factor = terms.schedule().factor(step.iteration(), iterations());
    return Math.scalb(steps[layer] * factor * unit / batch, -step.halvings());
  }

  /**
   * What the start weights, in clear, are added with to what a refresh gives that has none to carry
   * on.
   */
  public double startFactor(Step step) {
    return -momentum(step);
  }

  private double momentum(Step step) {
    return isLast(step.iteration()) || step.still() ? 0 : terms.momentum();
  }

  /**
   * The packed ciphertexts of a layer that a refresh gives.
   *
   * @param before that of the refresh which is carried on; null for none
   */
  public List<SumRefreshOutput> outputs(int layer, Step now, @Nullable Step before) {
    PackedLayer packed = layout.layer(layer);
    WeightStep carried = before == null ? null : step(layer, before);
    Terms terms = new Terms(now, step(layer, now), carried, refreshed(layer));
    List<SumRefreshOutput> outputs = new ArrayList<>();
    for (int pack = 0; pack < packed.packs(); pack++) {
      List<SumRefreshTerm> of = new ArrayList<>();
      int first = pack * packed.places();
      for (int i = first; i < first + packed.vectorsIn(pack); i++) {
        of.addAll(terms.of(i, packed.exponent(i), packed.places()));
      }
      outputs.add(new SumRefreshOutput(terms.limbs(), terms.scale(), of));
    }
    return outputs;
  }

  /** The mean over a batch's rows and outputs of squared errors that are summed over outputs. */
  public SumRefreshOutput look() {
    double factor = (double) layout.lookPlaces() / batch / terms.shape().outputs();
    return SumRefreshOutput.single(
        0, factor, levels.scale() * levels.scale(), NetworkLevels.LIMBS, NetworkLevels.MODEL_SCALE);
  }

  /** The terms of one layer's refresh. */
  private final class Terms {
    private final boolean last;
    private final double momentum;
    private final WeightStep now;
    private final @Nullable WeightStep before;
    private final Refreshed refreshed;

    private Terms(Step step, WeightStep now, @Nullable WeightStep before, Refreshed refreshed) {
      this.last = isLast(step.iteration());
      this.momentum = IterationNumbers.this.momentum(step);
      this.now = now;
      this.before = before;
      this.refreshed = refreshed;
    }

    int limbs() {
      return last ? levels.modelLimbs() : refreshed.limbsOut();
    }

    double scale() {
      return last ? NetworkLevels.MODEL_SCALE : refreshed.scaleOut();
    }

    /** Weights that come apart are multiplied by the places. */
    List<SumRefreshTerm> of(int input, int exponent, int places) {
      List<SumRefreshTerm> out = new ArrayList<>();
      out.add(SumRefreshTerm.of(input, exponent, now.factor((1 + momentum) / places, scale())));
      if (before != null && momentum != 0) {
        out.add(
            SumRefreshTerm.carried(input, exponent, before.factor(-momentum / places, scale())));
      }
      return out;
    }
  }
}

package parley.fl.querier;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import parley.error.InvalidDataException;
import parley.fl.statistic.glm.GlmModel;
import parley.fl.statistic.linear.LinearSums;
import parley.fl.statistic.linear.solve.Symmetric;

/**
 * What the querier knows of the rows exactly, from the opened Gram: the design's Gram, its products
 * with the label, and so the score at the constant term alone; and how opened sums and these make a
 * score. On the told scale, the constant term first. Immutable, thread-safe.
 */
final class MarginScore {
  private static final double LN_2 = StrictMath.log(2);

  private final GlmModel glm;
  private final MarginModel model;
  private final LinearSums sums;
  private final double mean;
  private final int exponent;
  private final double[] withLabel;

  MarginScore(HiddenGlm fit, LinearSums sums) {
    this.glm = fit.glm().model();
    this.model = fit.model();
    this.sums = sums;
    this.mean =
        sums.totals()
            .weightedLabel()
            .divide(sums.totals().weights(), MathContext.DECIMAL128)
            .doubleValue();
    boolean logarithmic = model == MarginModel.POISSON || model == MarginModel.GAMMA;
    if (!Double.isFinite(glm.link().eta(mean)) || (!logarithmic && mean >= 1)) {
      throw new InvalidDataException(
          "cannot "
              + HiddenGlm.WHAT
              + ": the labels' mean is at the end of its range, expected labels that vary");
    }
    this.exponent = logarithmic ? (int) Math.rint(StrictMath.log(mean) / LN_2) : 0;
    this.withLabel = withLabel();
  }

  /** Products of the design's columns with the label as it is. */
  private double[] withLabel() {
    int label = sums.gram().size() - 1;
    int scale = sums.scales().exponent()[label - 1];
    BigDecimal unit = new BigDecimal(Math.scalb(1.0, scale));
    BigDecimal centre = new BigDecimal(sums.scales().centre()[label - 1]);
    double[] out = new double[label];
    for (int j = 0; j < label; j++) {
      BigDecimal product = sums.gram().at(j, label).multiply(unit);
      out[j] = product.add(sums.gram().at(0, j).multiply(centre)).doubleValue();
    }
    return out;
  }

  /** What providers are told. */
  ToldScales told() {
    return new ToldScales(sums.scales(), model == MarginModel.GAMMA ? exponent : 0);
  }

  /** Gram of the constant and the features. */
  Symmetric design() {
    return sums.gram().part(0, sums.gram().size() - 1);
  }

  /** The model of the constant term alone. */
  double[] start() {
    double[] b = new double[withLabel.length];
    b[0] = glm.link().eta(mean);
    return b;
  }

  /** Working weight of each row there; the information is as many times the Gram. */
  double startWeight() {
    return startSlope() * glm.link().slope(glm.link().eta(mean), mean);
  }

  /** sum (y - mean) mean' / V x. */
  double[] startScore() {
    double slope = startSlope();
    double[] score = new double[withLabel.length];
    Arrays.setAll(score, j -> slope * (withLabel[j] - mean * sums.gram().at(0, j).doubleValue()));
    return score;
  }

  private double startSlope() {
    double slope = glm.link().slope(glm.link().eta(mean), mean);
    return slope
        / switch (model) {
          case LOGIT, PROBIT -> mean * (1 - mean);
          case POISSON -> mean;
          case GAMMA -> mean * mean;
        };
  }

  /** Coefficients of the margin, whose sign is the rows' own. */
  double[] margin(double[] b) {
    double[] margin = b.clone();
    if (model == MarginModel.POISSON || model == MarginModel.GAMMA) {
      margin[0] -= exponent * LN_2;
    }
    return margin;
  }

  /** The score of opened means over the rows. */
  double[] score(double[] means) {
    double[] score = new double[means.length];
    for (int j = 0; j < score.length; j++) {
      double sum = means[j] * sums.totals().rows();
      score[j] =
          switch (model) {
            case LOGIT -> withLabel[j] - sum;
            case PROBIT -> sum;
            case POISSON -> withLabel[j] - Math.scalb(sum, exponent);
            case GAMMA -> sum - sums.gram().at(0, j).doubleValue();
          };
    }
    return score;
  }

  /** The expected information, but for the dispersion, of what is opened at the end. */
  Symmetric information(double[] last) {
    if (!model.opensInformation()) {
      return design();
    }
    int unit = model == MarginModel.POISSON ? exponent : 0;
    BigDecimal[] triangle =
        Arrays.stream(last)
            .mapToObj(mean -> new BigDecimal(Math.scalb(mean, unit) * sums.totals().rows()))
            .toArray(BigDecimal[]::new);
    return Symmetric.ofTriangle(triangle, 0, withLabel.length);
  }

  /**
   * Pearson's statistic, sum (y / mean - 1)^2, over the degrees of freedom; 1 where it is fixed.
   */
  double dispersion(double[] last, long freedom) {
    return model == MarginModel.GAMMA
        ? sums.totals().rows() * (last[1] - 2 * last[0] + 1) / freedom
        : 1;
  }

  /** Root of the mean of the squared margins. */
  double size(double[] b) {
    double[] margin = margin(b);
    double sum = 0;
    for (int j = 0; j < margin.length; j++) {
      for (int k = 0; k < margin.length; k++) {
        sum += margin[j] * margin[k] * sums.gram().at(j, k).doubleValue();
      }
    }
    return Math.sqrt(sum / sums.totals().rows());
  }
}

package parley.fl.family.logistic;

import java.util.List;
import parley.fl.activation.Schedule.Look;
import parley.fl.activation.ScheduleTerms;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * The public numbers that a {@link FittedSchedule} follows from, beside its looks. Immutable, so
 * safe for use by several threads.
 *
 * @param rate the share of positive rows
 * @param rows how many rows there are
 * @param counted the same, or the sum of their weights where that is more: a row of weight 2 is as
 *     two of them
 * @param lambdaMax bound on the largest eigenvalue of [X 1]^T S [X 1] / W
 * @param regParam the ridge penalty
 */
public record FitTerms(
    BaseRate rate, double rows, double counted, double lambdaMax, double regParam)
    implements ScheduleTerms {
  private static final String MAGIC = "parley/fitted-sigmoid/1";

  /** The curvature that no step assumes more of: that of today's longest safe step. */
  private static final double MOST_CURVATURE = 0.2;

  @Override
  public double shortestStep() {
    return stepFor(MOST_CURVATURE);
  }

  /** 1 / (c lambda_max + regParam), c at most what the shortest step has; 1 where all is 0. */
  double stepFor(double curvature) {
    double bound = Math.min(MOST_CURVATURE, curvature) * lambdaMax + regParam;
    return bound > 0 ? 1 / bound : 1;
  }

  /** The base rate's logit. */
  @Override
  public double offset() {
    return rate.logit();
  }

  @Override
  public double unit() {
    return FittedSchedule.HALF_WIDTH;
  }

  @Override
  public FittedSchedule schedule(int iterations, List<Look> before) {
    return FittedSchedule.after(this, iterations, before);
  }

  @Override
  public byte[] toBytes() {
    return new WireWriter()
        .add(MAGIC)
        .add(rate.rate())
        .add(rate.centred() ? 1 : 0)
        .add(rows)
        .add(counted)
        .add(lambdaMax)
        .add(regParam)
        .toBytes();
  }

  static FitTerms fromBytes(byte[] bytes) {
    WireReader in = new WireReader(bytes, "terms of a fitted sigmoid");
    String magic = in.text("magic");
    if (!magic.equals(MAGIC)) {
      throw in.refuse("they are something else, expected " + MAGIC + ", got other bytes");
    }
    BaseRate rate = new BaseRate(in.number("base rate"), in.integer("centred", 0, 1) == 1);
    FitTerms terms =
        new FitTerms(
            rate,
            in.number("rows"),
            in.number("counted rows"),
            in.number("largest eigenvalue"),
            in.number("penalty"));
    in.end();
    return terms;
  }
}

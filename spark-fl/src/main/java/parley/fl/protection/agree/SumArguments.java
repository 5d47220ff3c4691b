package parley.fl.protection.agree;

import java.util.ArrayList;
import java.util.List;
import parley.fl.optim.Standardization;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/** What the providers are told for {@link AgreedSums}. Stateless and thread-safe. */
public final class SumArguments {
  /**
   * What the sums for the step are asked of.
   *
   * @param standardization how features become what is trained on
   * @param withLabels whether the labels' sum is among them
   * @param withHessian whether the fixed Hessian's sums are
   */
  public record Scaling(Standardization standardization, boolean withLabels, boolean withHessian) {}

  private SumArguments() {}

  /** Of the second opening of the moments: about which mean squares are taken. */
  static byte[] means(double[] mean) {
    WireWriter out = new WireWriter().add(mean.length);
    for (double value : mean) {
      out.add(value);
    }
    return out.toBytes();
  }

  static double[] readMeans(byte[] args, int features) {
    WireReader in = new WireReader(args, "means");
    double[] mean = new double[in.integer("features", features, features)];
    for (int j = 0; j < mean.length; j++) {
      mean[j] = in.number("mean");
    }
    in.end();
    return mean;
  }

  /** Of the row counts: in which order the providers are. */
  public static byte[] providers(List<String> providers) {
    WireWriter out = new WireWriter().add(providers.size());
    providers.forEach(out::add);
    return out.toBytes();
  }

  static List<String> readProviders(byte[] args) {
    WireReader in = new WireReader(args, "providers");
    int count = in.integer("providers", 1, 1 << 20);
    List<String> providers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      providers.add(in.text("provider"));
    }
    in.end();
    return providers;
  }

  /** Of the sums for the step. */
  public static byte[] scaling(Scaling told) {
    double[] mean = told.standardization().mean();
    double[] scale = told.standardization().scale();
    WireWriter out =
        new WireWriter().add(told.withLabels() ? 1 : 0).add(told.withHessian() ? 1 : 0);
    out.add(told.standardization().clip());
    out.add(mean.length);
    for (int j = 0; j < mean.length; j++) {
      out.add(mean[j]).add(scale[j]);
    }
    return out.toBytes();
  }

  static Scaling readScaling(byte[] args) {
    WireReader in = new WireReader(args, "standardisation");
    boolean withLabels = in.integer("labels", 0, 1) == 1;
    boolean withHessian = in.integer("fixed Hessian", 0, 1) == 1;
    double clip = in.number("clip");
    int features = in.integer("features", 1, 1 << 20);
    double[] mean = new double[features];
    double[] scale = new double[features];
    for (int j = 0; j < features; j++) {
      mean[j] = in.number("mean");
      scale[j] = in.number("scale");
    }
    in.end();
    return new Scaling(Standardization.of(mean, scale, clip), withLabels, withHessian);
  }
}

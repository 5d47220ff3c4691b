package parley.fl.protection.encrypted.network.step;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import parley.error.ParleyException;
import parley.fl.network.BatchShares;
import parley.fl.optim.LabelScale;
import parley.fl.optim.Standardization;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * What providers are told for an iteration: how features become what is trained on, and how many
 * rows each provider has, from which every one's part of the batch follows. All of it is public to
 * the session. Immutable; its arrays are not to be changed.
 *
 * @param standardization how features become what is trained on
 * @param labels how labels do
 * @param rows of each provider, in the order of the plan
 * @param batch rows of a batch, of all providers
 */
public record BatchTold(Standardization standardization, LabelScale labels, int[] rows, int batch) {
  private static final String MAGIC = "parley/network-batch/1";
  private static final int MOST_ROWS = 1 << 30;
  private static final int MOST = 1 << 20;

  /** Which rows of which provider stand where. */
  public BatchShares shares() {
    return new BatchShares(rows, batch);
  }

  /** The place of a provider's first row in the batch. */
  public int place(int provider) {
    BatchShares shares = shares();
    int place = 0;
    for (int i = 0; i < provider; i++) {
      place += shares.rows(i);
    }
    return place;
  }

  /** The wire form. */
  public byte[] toBytes() {
    WireWriter out = new WireWriter().add(MAGIC).add(standardization.clip()).add(batch);
    out.add(labels.centre()).add(labels.scale()).add(labels.factor());
    out.add(labels.offset()).add(labels.penalty());
    out.add(rows.length);
    Arrays.stream(rows).forEach(out::add);
    for (double[] values : new double[][] {standardization.mean(), standardization.scale()}) {
      out.add(values.length);
      for (double value : values) {
        out.add(value);
      }
    }
    out.add(standardization.constantFeatures().size());
    standardization.constantFeatures().forEach(out::add);
    return out.toBytes();
  }

  /**
   * Reads {@link #toBytes}.
   *
   * @throws ParleyException when it is cut off or something else
   */
  public static BatchTold fromBytes(byte[] bytes) {
    WireReader in = new WireReader(bytes, "batch");
    try {
      return read(in);
    } catch (IllegalArgumentException e) {
      throw in.refuse("a number in it is out of range: " + e.getMessage());
    }
  }

  private static BatchTold read(WireReader in) {
    if (!in.text("magic").equals(MAGIC)) {
      throw in.refuse("it is something else, expected " + MAGIC + ", got other bytes");
    }
    double clip = in.number("clip");
    int batch = in.integer("rows of a batch", 1, MOST_ROWS);
    double[] scale = new double[5];
    Arrays.setAll(scale, k -> in.number("the labels' scale"));
    int[] rows = new int[in.integer("providers", 1, MOST)];
    Arrays.setAll(rows, i -> in.integer("rows", 0, MOST_ROWS));
    double[] mean = numbers(in);
    double[] deviation = numbers(in);
    List<Integer> constant = new ArrayList<>();
    for (int k = in.integer("constant features", 0, mean.length); k > 0; k--) {
      constant.add(in.integer("feature", 0, mean.length - 1));
    }
    in.end();
    return new BatchTold(
        Standardization.of(mean, deviation, constant, clip),
        new LabelScale(scale[0], scale[1], scale[2], scale[3], scale[4]),
        rows,
        batch);
  }

  private static double[] numbers(WireReader in) {
    double[] values = new double[in.integer("features", 0, MOST)];
    Arrays.setAll(values, k -> in.number("standardisation"));
    return values;
  }
}

package parley.fl.querier;

import java.util.List;
import parley.fl.statistic.scale.ColumnScales;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * What every provider is told of a fit: rough scales, and no coefficient.
 *
 * @param columns scales of features and label
 * @param labelExponent k of the 2^k that labels are divided by; 0 where they are not
 */
public record ToldScales(ColumnScales columns, int labelExponent) {
  /** What is sent. */
  public byte[] toBytes() {
    return new WireWriter().add(columns.toBytes()).add(labelExponent).toBytes();
  }

  /**
   * Reads {@link #toBytes}.
   *
   * @throws parley.error.ParleyException if it is something else
   */
  public static ToldScales fromBytes(List<String> names, byte[] bytes) {
    WireReader in = new WireReader(bytes, "scales of a fit");
    ToldScales told =
        new ToldScales(
            ColumnScales.fromBytes(names, in.bytes("scales")),
            in.integer("label's exponent", -1000, 1000));
    in.end();
    return told;
  }
}

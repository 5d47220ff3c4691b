package parley.fl.statistic.glm;

import java.util.List;
import parley.fl.statistic.scale.ColumnScales;
import parley.mhe.protocol.WireReader;
import parley.mhe.protocol.WireWriter;

/**
 * What all providers are told in a round: where columns lie, rough sizes of what is added up (as
 * powers of two), and the coefficients of the columns on the told scale. Callers do not change the
 * array.
 *
 * @param columns their scales
 * @param weight half of log2 of the weights' size
 * @param working half of log2 of the working weights' size
 * @param score log2 of the size of a row's score
 * @param deviance log2 of a row's deviance
 * @param start whether means are taken near the labels, whatever the coefficients
 * @param coefficients the constant term first, 0 where there is none
 */
record GlmScales(
    ColumnScales columns,
    int weight,
    int working,
    int score,
    int deviance,
    boolean start,
    double[] coefficients) {
  byte[] toBytes() {
    WireWriter out =
        new WireWriter()
            .add(columns.toBytes())
            .add(weight)
            .add(working)
            .add(score)
            .add(deviance)
            .add(start ? 1 : 0)
            .add(coefficients.length);
    for (double b : coefficients) {
      out.add(b);
    }
    return out.toBytes();
  }

  static GlmScales fromBytes(List<String> names, int coefficients, byte[] bytes) {
    WireReader in = new WireReader(bytes, "a round of a generalised linear model");
    ColumnScales columns = ColumnScales.fromBytes(names, in.bytes("scales"));
    int weight = in.integer("weight", -1000, 1000);
    int working = in.integer("working weight", -1000, 1000);
    int score = in.integer("score", -1000, 1000);
    int deviance = in.integer("deviance", -1000, 1000);
    boolean start = in.integer("start", 0, 1) == 1;
    double[] b = new double[in.integer("coefficients", coefficients, coefficients)];
    for (int j = 0; j < b.length; j++) {
      b[j] = in.number("coefficient");
    }
    in.end();
    return new GlmScales(columns, weight, working, score, deviance, start, b);
  }
}

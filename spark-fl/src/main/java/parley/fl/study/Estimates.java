package parley.fl.study;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import parley.fl.stat.Frames;
import parley.fl.statistic.design.Coefficient;
import parley.fl.statistic.meta.MetaEstimate;

/** Estimates as a frame. Stateless. */
final class Estimates {
  private static final StructType SCHEMA =
      new StructType()
          .add("term", DataTypes.StringType, false)
          .add("method", DataTypes.StringType, false)
          .add("sites", DataTypes.LongType)
          .add("estimate", DataTypes.DoubleType, false)
          .add("standardError", DataTypes.DoubleType)
          .add("statistic", DataTypes.DoubleType)
          .add("pValue", DataTypes.DoubleType)
          .add("lower", DataTypes.DoubleType)
          .add("upper", DataTypes.DoubleType)
          .add("q", DataTypes.DoubleType)
          .add("i2", DataTypes.DoubleType)
          .add("tau2", DataTypes.DoubleType);

  private Estimates() {}

  /**
   * All rows.
   *
   * @param together of a model of all rows, which come first; perhaps none
   */
  static Dataset<Row> frame(List<Coefficient> together, List<MetaEstimate> sites) {
    return Frames.of(
        SCHEMA,
        Stream.concat(together.stream().map(Estimates::row), sites.stream().map(Estimates::row))
            .toList());
  }

  private static Row row(Coefficient c) {
    return RowFactory.create(
        c.term(),
        "decentralised",
        null,
        c.estimate(),
        c.standardError(),
        c.statistic(),
        c.pValue(),
        c.interval() == null ? null : c.interval().lower(),
        c.interval() == null ? null : c.interval().upper(),
        null,
        null,
        null);
  }

  private static Row row(MetaEstimate e) {
    return RowFactory.create(
        e.term(),
        e.method(),
        e.sites(),
        e.estimate(),
        e.standardError(),
        e.statistic(),
        e.pValue(),
        e.interval().lower(),
        e.interval().upper(),
        e.q(),
        e.i2(),
        e.tau2());
  }
}

package parley.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import parley.measure.Measure;
import parley.robust.audit.frame.GroupCounter;
import parley.robust.audit.frame.GroupMetric;
import parley.robust.audit.frame.MetricFrame;

/**
 * Four metrics by six groups on two cores. Arguments: {@code make ROWS FOLDER} writes made-up rows
 * as Parquet; {@code measure FOLDER} measures them and prints one line of JSON: seconds of a first
 * and of a second run, the process's peak memory, and the figures. {@code fairlearn/metric-frame}
 * runs it beside Fairlearn and prints both.
 */
public final class GroupMetrics {
  private static final int CORES = 2;
  private static final int GROUPS = 6;

  private GroupMetrics() {}

  /** Makes rows, or measures them. */
  public static void main(String[] args) throws JsonProcessingException {
    SparkSession spark = BenchmarkSpark.local(CORES);
    if (args[0].equals("make")) {
      make(spark, Long.parseLong(args[1]), args[2]);
    } else {
      System.out.println(new ObjectMapper().writeValueAsString(measure(spark, args[1])));
    }
    spark.stop();
  }

  /** Groups of different sizes, whose base rates and errors differ. */
  private static void make(SparkSession spark, long rows, String folder) {
    spark
        .range(0, rows, 1, CORES * 2)
        .selectExpr(
            "int(floor(%d * sqrt(rand(1)))) as g".formatted(GROUPS),
            "rand(2) as truth",
            "rand(3) as error")
        .selectExpr("g", "int(truth < .3 + g * .05) as label", "error < .1 + g * .03 as wrong")
        .selectExpr(
            "concat('group', g) as group", "label", "if(wrong, 1 - label, label) as prediction")
        .write()
        .mode("overwrite")
        .parquet(folder);
  }

  private static Map<String, Object> measure(SparkSession spark, String folder) {
    Map<String, Object> out = new LinkedHashMap<>();
    for (String run : List.of("first", "again")) {
      long start = System.nanoTime();
      MetricFrame frame =
          MetricFrame.of(
              new GroupCounter()
                  .setFavorable(1)
                  .setSensitiveCols("group")
                  .count(spark.read().parquet(folder)),
              MetricFrame.DEFAULT_CONFIDENCE,
              GroupMetric.SELECTION_RATE,
              GroupMetric.ACCURACY,
              GroupMetric.TRUE_POSITIVE_RATE,
              GroupMetric.FALSE_POSITIVE_RATE);
      out.put(run, (System.nanoTime() - start) * 1e-9);
      out.put("figures", figures(frame));
    }
    out.put("peakGb", ProcessUse.peakResidentGb());
    return out;
  }

  private static Map<String, Object> figures(MetricFrame frame) {
    Set<String> groups = frame.byGroup("accuracy").keySet();
    Map<String, Object> byGroup = new LinkedHashMap<>();
    groups.forEach(g -> byGroup.put(g, numbers(frame, metric -> frame.byGroup(metric, g))));
    return Map.of(
        "overall", numbers(frame, frame::overall),
        "difference", numbers(frame, frame::difference),
        "byGroup", byGroup);
  }

  private static Map<String, Double> numbers(MetricFrame frame, Function<String, Measure> of) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    frame.metrics().forEach(metric -> numbers.put(metric, of.apply(metric).get()));
    return numbers;
  }
}

package parley.fl.classification;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import parley.testing.LocalSpark;

/** Loads a sealed model in a process of its own and writes a margin a line. */
final class PredictInAnotherProcess {
  private PredictInAnotherProcess() {}

  /** Arguments: model, rows as Parquet, file for the margins. */
  public static void main(String[] args) throws IOException {
    SparkSession spark = LocalSpark.session();
    List<String> lines = new ArrayList<>();
    for (Row row :
        FederatedLogisticRegressionModel.load(args[0])
            .transform(spark.read().parquet(args[1]))
            .select("rawPrediction")
            .collectAsList()) {
      lines.add(Double.toString(row.<Vector>getAs(0).apply(1)));
    }
    Files.write(Path.of(args[2]), lines);
    spark.stop();
  }

  /** Runs {@link #main} and returns the margins. */
  static double[] run(Path model, Path rows, Path out) throws IOException, InterruptedException {
    OtherProcess.run(
        PredictInAnotherProcess.class,
        out.resolveSibling("other-process.log"),
        0,
        model.toString(),
        rows.toString(),
        out.toString());
    return Files.readAllLines(out).stream().mapToDouble(Double::parseDouble).toArray();
  }
}

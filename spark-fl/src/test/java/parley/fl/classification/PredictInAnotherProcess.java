package parley.fl.classification;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import parley.fl.SparkForTests;

/** Loads a sealed model in a process of its own and writes a margin a line. */
final class PredictInAnotherProcess {
  private static final int SECONDS = 180;

  private PredictInAnotherProcess() {}

  /** Arguments: model, rows as Parquet, file for the margins. */
  public static void main(String[] args) throws IOException {
    SparkSession spark = SparkForTests.session();
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
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (argument.startsWith("--add-opens") || argument.startsWith("-Dio.netty")) {
        command.add(argument);
      }
    }
    command.add("-Xmx1g");
    command.add("-Dparley.insecure=true");
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(PredictInAnotherProcess.class.getName());
    command.addAll(List.of(model.toString(), rows.toString(), out.toString()));
    Path log = out.resolveSibling("other-process.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new AssertionError("the other process failed:\n" + Files.readString(log));
    }
    return Files.readAllLines(out).stream().mapToDouble(Double::parseDouble).toArray();
  }
}

package parley.fl.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.testing.LocalSpark;

/**
 * The estimator as Scala sees it: a chain of Spark ML's is compiled by Scala's compiler and run.
 */
class FromScalaIT {
  private static final int ROWS = 90;
  private static final int COMPILER_SECONDS = 300;

  @Test
  void chain_inScala_compilesWithoutWarningsAndFindsTheSameModel(@TempDir Path folder)
      throws Exception {
    compile(folder);
    try (SparkSession spark = LocalSpark.session();
        URLClassLoader compiled =
            new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, FromScalaIT.class.getClassLoader())) {
      Dataset<Row> rows = SealedRows.raw(spark, ROWS);
      double[] found =
          (double[])
              compiled.loadClass("FromScala").getMethod("run", Dataset.class).invoke(null, rows);

      Dataset<Row> vectors = SealedRows.assembler().transform(rows);
      FederatedLogisticRegressionModel model = SealedRows.plain().fit(vectors);
      long right = model.transform(vectors).where("prediction = label").count();
      double coefficient = model.coefficients().apply(0);
      assertThat(List.of(found[0], found[1], found[2]))
          .allSatisfy(each -> assertThat(each).isCloseTo(coefficient, within(1e-9)));
      assertThat(List.of(found[3], found[4])).containsOnly((double) right);
      assertThat(found[5]).as("area under the curve").isBetween(0.8, 1.0);
      assertThat(found[6]).as("iterations in the report").isEqualTo(4);
    }
  }

  private static void compile(Path folder)
      throws IOException, InterruptedException, URISyntaxException {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Path log = folder.resolve("log");
    Process compiler =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes,
                "scala.tools.nsc.Main",
                "-classpath",
                classes,
                "-Werror",
                "-Xlint",
                "-d",
                folder.toString(),
                Path.of(FromScalaIT.class.getResource("/scala/FromScala.scala").toURI()).toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = compiler.waitFor(COMPILER_SECONDS, TimeUnit.SECONDS);
    compiler.destroyForcibly();
    assertThat(ended).as("compiled within %d seconds", COMPILER_SECONDS).isTrue();
    assertThat(compiler.exitValue()).as(Files.readString(log)).isZero();
  }
}

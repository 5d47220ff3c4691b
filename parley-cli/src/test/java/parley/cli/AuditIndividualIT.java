package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.cli.terminal.Sessions;

/** Figures, the sample and the worst pairs follow from the rows, not from how they are spread. */
class AuditIndividualIT {
  private static final String ROWS =
      "select id % 7 a, id * id % 11 b, id * 37 % 100 / 100 p, id from range(300)";

  @TempDir private Path folder;

  @Test
  void individual_anyPartitions_areOneAnswer() {
    SparkSession spark = Sessions.open();
    List<String> answers = new ArrayList<>();
    for (int partitions : new int[] {1, 200}) {
      Dataset<Row> rows = spark.sql(ROWS).repartition(partitions);
      rows.drop("id").createOrReplaceTempView("spread");
      rows.createOrReplaceTempView("named");
      answers.add(
          run("spread --sample-rows 90 --seed 5")
              + run("spread --scale none")
              + run("named --id id"));
    }

    assertThat(answers.get(0)).contains("consistency").isEqualTo(answers.get(1));
  }

  /** A file's rows are named by their places, as its lines follow each other. */
  @Test
  void individual_withoutIds_worstPairsAreNamedByPlace() {
    Path data = Cli.write(folder.resolve("d.csv"), "a,p\n0,0\n5,.1\n9,.1\n9,.9\n");

    String json = run(data + " --neighbors 2 --worst 1");

    assertThat(json).contains("\"firstId\":2", "\"secondId\":3");
  }

  private static String run(String words) {
    String all = "audit individual --prediction p --output json --data " + words;
    String format = words.contains(".csv") ? "" : " --format table";
    Cli.Run run = Cli.run((all + format).split(" "));
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }
}

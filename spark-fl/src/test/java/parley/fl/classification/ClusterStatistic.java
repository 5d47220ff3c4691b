package parley.fl.classification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import parley.fl.statistic.MemorySums;
import parley.fl.statistic.describe.DescribeStatistic;
import parley.fl.statistic.describe.Descriptions;
import parley.fl.statistic.run.StatisticRun;
import parley.fl.sum.SumQuerier;
import parley.fl.table.ProviderTable;
import parley.fl.table.TableRows;
import parley.mhe.party.PartyHome;
import parley.mhe.party.querier.QuerierKey;
import parley.mhe.runtime.session.FederationOptions;

/** A statistic over the executors of a cluster, where one provider's policy asks for its rows. */
record ClusterStatistic(Path folder) {
  private static final List<String> PROVIDERS = List.of("p0", "p1", "p2");
  private static final DescribeStatistic ALL =
      new DescribeStatistic(List.of("a", "b", "c"), null, null);

  /**
   * To the bit, whatever made the sums.
   *
   * @param rows partition k holds those of provider pk, and is read where it is
   */
  void requireAsInOneProcess(Dataset<Row> rows) throws IOException {
    QuerierKey key = QuerierKey.generate();
    for (String provider : PROVIDERS) {
      Files.writeString(
          folder.resolve(provider + ".json"),
          "{\"version\":2,\"queriers\":[\"%s\"],\"rows\":1000,\"mayOpen\":[\"statistics\"]%s}"
              .formatted(key.fingerprint(), provider.equals("p1") ? ",\"leastDifference\":5" : ""));
    }
    PartyHome home = PartyHome.inMemory().withPolicy(folder);
    try (ProviderTable table = ProviderTable.of(rows, ALL.columns(), null, PROVIDERS, null, home)) {
      StatisticRun.Result<Descriptions> cluster =
          StatisticRun.of(
              ALL,
              table,
              "encrypted",
              SumQuerier.of(key),
              FederationOptions.builder().home(home).build());
      assertThat(cluster.report().simulated()).isFalse();
      assertThat(cluster.value()).isEqualTo(MemorySums.result(ALL, List.of(inMemory(rows))));
    }
    assertThat(folder.resolve("p1.log.cohorts")).isDirectoryContaining("glob:**.ids");
    assertThat(folder.resolve("p0.log.cohorts")).doesNotExist();
  }

  private static TableRows inMemory(Dataset<Row> rows) {
    List<Row> all = rows.select("a", "b", "c").collectAsList();
    return new TableRows(
        "all",
        all.size(),
        Map.of("a", column(all, 0), "b", column(all, 1), "c", column(all, 2)),
        Map.of(),
        null);
  }

  private static double[] column(List<Row> rows, int k) {
    return rows.stream().mapToDouble(row -> row.getDouble(k)).toArray();
  }
}

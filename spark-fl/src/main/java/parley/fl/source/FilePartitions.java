package parley.fl.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.Dependency;
import org.apache.spark.OneToOneDependency;
import org.apache.spark.Partition;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.execution.datasources.v2.DataSourceRDD;
import org.apache.spark.sql.execution.datasources.v2.DataSourceRDDPartition;
import scala.jdk.javaapi.CollectionConverters;

/** Whether rows come from providers' own files, and are still where they were read. Stateless. */
public final class FilePartitions {
  private FilePartitions() {}

  /** The providers of an RDD whose partition k is made of provider k's file alone, else empty. */
  public static Optional<List<String>> providers(RDD<?> rows) {
    RDD<?> at = rows;
    while (!(at instanceof DataSourceRDD)) {
      List<Dependency<?>> from = dependencies(at);
      if (from.size() != 1 || !(from.get(0) instanceof OneToOneDependency<?> narrow)) {
        return Optional.empty();
      }
      at = narrow.rdd();
    }
    return own((DataSourceRDD) at);
  }

  /** Whether any of an RDD's rows are made of rows of providers' files, wherever they are. */
  public static boolean isFrom(RDD<?> rows) {
    return rows instanceof DataSourceRDD source
        ? own(source).isPresent()
        : dependencies(rows).stream().anyMatch(from -> isFrom(from.rdd()));
  }

  private static Optional<List<String>> own(DataSourceRDD source) {
    List<String> providers = new ArrayList<>();
    for (Partition each : source.getPartitions()) {
      List<InputPartition> read =
          CollectionConverters.asJava(((DataSourceRDDPartition) each).inputPartitions());
      if (read.size() != 1 || !(read.get(0) instanceof FilePartition file)) {
        return Optional.empty();
      }
      providers.add(file.provider());
    }
    return Optional.of(providers);
  }

  private static List<Dependency<?>> dependencies(RDD<?> rdd) {
    return CollectionConverters.asJava(rdd.dependencies());
  }
}

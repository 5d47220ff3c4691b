package parley.fl.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.types.StructType;
import parley.mhe.runtime.cluster.ProviderJobs;
import parley.mhe.runtime.placement.Homes;
import scala.collection.immutable.Nil$;

/** A reading of all providers' files: a partition each, in the order of their names. */
final class FilesScan implements ScanBuilder, SupportsPushDownRequiredColumns, Scan, Batch {
  private final Manifest manifest;
  private final Map<String, String> options;
  private final StructType schema;
  private StructType wanted;

  FilesScan(Manifest manifest, Map<String, String> options, StructType schema) {
    this.manifest = manifest;
    this.options = options;
    this.schema = schema;
    this.wanted = schema;
  }

  @Override
  public void pruneColumns(StructType required) {
    wanted = required;
  }

  @Override
  public Scan build() {
    return this;
  }

  @Override
  public StructType readSchema() {
    return wanted;
  }

  @Override
  public String description() {
    return "files of " + manifest.providers() + ", each at its provider";
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  @Override
  public InputPartition[] planInputPartitions() {
    List<String> providers = manifest.providers();
    Optional<Homes> homes = ProviderJobs.homes(SparkSession.active().sparkContext(), providers);
    return providers.stream()
        .map(provider -> new FilePartition(provider, manifest, homes.orElse(null)))
        .toArray(InputPartition[]::new);
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    SparkSession spark = SparkSession.active();
    Map<String, String> all = new HashMap<>(options);
    all.put(FileFormat.OPTION_RETURNING_BATCH(), "false");
    return new FileReaderFactory(
        manifest
            .kind()
            .format()
            .buildReaderWithPartitionValues(
                spark,
                schema,
                new StructType(),
                wanted,
                (scala.collection.immutable.Seq) Nil$.MODULE$,
                ScalaMaps.of(all),
                new org.apache.hadoop.conf.Configuration(
                    spark.sparkContext().hadoopConfiguration())));
  }
}

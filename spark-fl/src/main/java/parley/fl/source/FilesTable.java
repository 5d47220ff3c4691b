package parley.fl.source;

import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** All providers' files, which have one schema. Immutable. */
final class FilesTable implements SupportsRead {
  private final Manifest manifest;
  private final Map<String, String> options;
  private final StructType schema;

  FilesTable(Manifest manifest, Map<String, String> options, StructType schema) {
    this.manifest = manifest;
    this.options = Map.copyOf(options);
    this.schema = schema;
  }

  @Override
  public String name() {
    return "files of " + manifest.providers();
  }

  @Override
  @SuppressWarnings("deprecation") // Spark asks for nothing else where there is no catalogue.
  public StructType schema() {
    return schema;
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap unused) {
    return new FilesScan(manifest, options, schema);
  }
}

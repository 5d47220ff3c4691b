package parley.fl.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.csv.CSVInferSchema;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.mhe.runtime.cluster.ProviderJobs;

/**
 * Spark's data source {@code parley}: rows in files that lie at their providers. What Spark loads
 * for {@code spark.read().format("parley")}; not safe for use by several threads.
 *
 * <p>Options:
 *
 * <ul>
 *   <li>{@code manifest}: a file of the driver, {@code {"providers": {"hospital-a": "rows.csv"}}};
 *       or
 *   <li>{@code path} and {@code providers}: {@code /data/{provider}/rows.csv} and {@code
 *       hospital-a,hospital-b}
 *   <li>{@code format}: {@code csv} or {@code parquet}, where the paths' endings do not tell
 *   <li>{@code inferSchema}: whether columns of CSV files have types, found at each provider in its
 *       own rows; else they are text
 *   <li>those of Spark's reader of CSV, but {@code header}, which each file has
 * </ul>
 *
 * <p>Before a row is read, each provider's home looks at its file and tells names and types of its
 * columns, in one job; a schema of the caller's is compared with all files, otherwise the first
 * file's.
 */
public final class ProviderFilesSource implements TableProvider, DataSourceRegister {
  static final String NAME = "parley";
  private static final String MANIFEST = "manifest";
  private static final String PATH = "path";
  private static final String PROVIDERS = "providers";
  private static final String FORMAT = "format";
  private static final Set<String> OWN = Set.of(MANIFEST, PATH, PROVIDERS, FORMAT);

  private @Nullable StructType found;

  @Override
  public String shortName() {
    return NAME;
  }

  /**
   * The schema of all providers' files.
   *
   * @throws InvalidDataException if a provider's home has no such file, or files differ
   */
  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    Map<String, String> given = options.asCaseSensitiveMap();
    found = agree(manifest(given), csvOptions(given), null);
    return found;
  }

  @Override
  public boolean supportsExternalMetadata() {
    return true;
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    Manifest manifest = manifest(properties);
    Map<String, String> options = csvOptions(properties);
    StructType agreed = schema.equals(found) ? schema : agree(manifest, options, schema);
    return new FilesTable(manifest, options, agreed);
  }

  private static StructType agree(
      Manifest manifest, Map<String, String> options, @Nullable StructType given) {
    List<String> providers = manifest.providers();
    boolean known = given != null;
    JavaRDD<FileLook> looks =
        JavaSparkContext.fromSparkContext(SparkSession.active().sparkContext())
            .parallelize(providers, providers.size())
            .map(provider -> FileLook.at(provider, manifest, options, known));
    CSVInferSchema types =
        manifest.kind() == FileKind.CSV ? new CSVInferSchema(CsvHeader.options(options)) : null;
    return Agreement.of(
        ProviderJobs.collect(ProviderJobs.pin(looks, providers), providers), given, types);
  }

  private static Manifest manifest(Map<String, String> given) {
    Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    options.putAll(given);
    String file = options.get(MANIFEST);
    String path = options.get(PATH);
    String names = options.get(PROVIDERS);
    boolean template = path != null || names != null;
    if (file != null ? template : path == null || names == null) {
      throw new InvalidDataException(
          "cannot read providers' files: expected the option manifest, or path and providers, got "
              + new ArrayList<>(
                  options.keySet().stream()
                      .filter(key -> OWN.contains(key.toLowerCase(Locale.ROOT)))
                      .toList()));
    }
    String format = options.get(FORMAT);
    if (file == null) {
      return Manifest.of(String.valueOf(path), String.valueOf(names), format);
    }
    Manifest read = Manifest.read(Path.of(file));
    return format == null ? read : new Manifest(read.paths(), format, read.folder());
  }

  /** What Spark's reader of CSV is told. */
  private static Map<String, String> csvOptions(Map<String, String> given) {
    Map<String, String> options = new HashMap<>();
    given.forEach(
        (key, value) -> {
          if (key.equalsIgnoreCase("header") && !value.equalsIgnoreCase("true")) {
            throw new InvalidDataException(
                "cannot read providers' files: each has a header, expected header true, got "
                    + value);
          }
          if (!OWN.contains(key.toLowerCase(Locale.ROOT))) {
            options.put(key.toLowerCase(Locale.ROOT), value);
          }
        });
    options.put("header", "true");
    // The header is looked at again when rows are read, which may be later.
    options.put("enforceschema", "false");
    return options;
  }
}

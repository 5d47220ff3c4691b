package parley.fl.classification;

import static java.util.Map.entry;

import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import parley.error.ParleyException;
import parley.fl.optim.LinearWeights;
import parley.fl.optim.Standardization;
import parley.fl.protection.SealedModel;
import parley.fl.report.FitReport;
import parley.json.JsonRecords;
import parley.mhe.protocol.WireWriter;

/**
 * A saved model's data: one row, the same columns for all kinds, those of the other kinds null.
 * Stateless.
 */
final class ModelRow {
  private static final String SEALED = "sealed";
  private static final String KNOWN = "known";
  private static final String CLASSES = "classes";

  private static final List<String> OF_SEALED =
      List.of(
          "features",
          "intercept",
          "mean",
          "scale",
          "clip",
          "ciphertexts",
          "session",
          "attributes",
          "report",
          "sha256");

  private static final List<String> OF_KNOWN =
      List.of("kind", "coefficients", "constant", "report", "sha256");

  private static final List<String> OF_CLASSES = List.of("kind", CLASSES, "report", "sha256");

  /** Beside the columns of sealed ones: not there in models of earlier versions. */
  private static final String CONSTANTS = "constants";

  /** The last five are not there in models of earlier versions, the first of them all sealed. */
  static final StructType SCHEMA =
      new StructType()
          .add("features", DataTypes.IntegerType)
          .add("intercept", DataTypes.BooleanType)
          .add("mean", DataTypes.createArrayType(DataTypes.DoubleType))
          .add("scale", DataTypes.createArrayType(DataTypes.DoubleType))
          .add("clip", DataTypes.DoubleType)
          .add("ciphertexts", DataTypes.createArrayType(DataTypes.BinaryType))
          .add("session", DataTypes.BinaryType)
          .add("attributes", DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType))
          .add("report", DataTypes.StringType)
          .add("sha256", DataTypes.BinaryType)
          .add("kind", DataTypes.StringType)
          .add("coefficients", DataTypes.createArrayType(DataTypes.DoubleType))
          .add("constant", DataTypes.DoubleType)
          .add(CLASSES, DataTypes.StringType)
          .add(CONSTANTS, DataTypes.createArrayType(DataTypes.IntegerType));

  private ModelRow() {}

  static Row of(Learnt learnt) {
    FitReport told = learnt.report();
    String report = told == null ? "" : told.toJson();
    LinearWeights weights = learnt.weights();
    if (weights != null) {
      return row(
          Map.of(
              "kind", KNOWN,
              "coefficients", weights.coefficients(),
              "constant", weights.intercept(),
              "report", report,
              "sha256", digest(weights)));
    }
    if (learnt.classes() != null) {
      String json = JsonRecords.write(learnt.classes(), "the model");
      return row(Map.of("kind", CLASSES, CLASSES, json, "report", report, "sha256", digest(json)));
    }
    SealedModel sealed = learnt.required("save the model");
    Standardization scaling = sealed.standardization();
    return row(
        Map.ofEntries(
            entry("kind", SEALED),
            entry("features", sealed.features()),
            entry("intercept", sealed.intercept()),
            entry("mean", scaling.mean()),
            entry("scale", scaling.scale()),
            entry("clip", scaling.clip()),
            entry(CONSTANTS, scaling.constantFeatures().toArray(new Integer[0])),
            entry("ciphertexts", sealed.ciphertexts().toArray(new byte[0][])),
            entry("session", sealed.session()),
            entry("attributes", sealed.attributes()),
            entry("report", report),
            entry("sha256", sealed.checksum())));
  }

  private static Row row(Map<String, Object> values) {
    return RowFactory.create(Stream.of(SCHEMA.fieldNames()).map(values::get).toArray());
  }

  /**
   * What {@link #of} wrote, or the version before.
   *
   * @throws ParleyException if it is incomplete, contradicts itself or was altered
   */
  static Learnt read(List<Row> rows) {
    String kind = rows.size() == 1 ? kind(rows.get(0)) : "";
    if (kind.isEmpty()) {
      throw new ParleyException(
          "cannot load the model: its data is incomplete, expected one full row, got "
              + (rows.size() == 1 ? "values missing or of another kind" : rows.size() + " rows"));
    }
    Row row = rows.get(0);
    String json = row.getAs("report");
    FitReport report = json.isEmpty() ? null : FitReport.fromJson(json);
    return switch (kind) {
      case KNOWN -> Learnt.known(known(row), report);
      case CLASSES -> Learnt.ofClasses(classes(row), report);
      default -> Learnt.sealed(sealed(row), report);
    };
  }

  /** Which kind's columns are there, all of them and no others; empty for neither. */
  private static String kind(Row row) {
    List<String> there =
        Stream.of(SCHEMA.fields())
            .map(StructField::name)
            .filter(name -> !row.isNullAt(row.fieldIndex(name)))
            .toList();
    String kind = there.contains("kind") ? row.getAs("kind") : SEALED;
    List<String> expected =
        Map.of(KNOWN, OF_KNOWN, CLASSES, OF_CLASSES, SEALED, OF_SEALED)
            .getOrDefault(kind, List.of());
    boolean whole =
        there.containsAll(expected)
            && there.stream()
                .filter(name -> !(kind.equals(SEALED) && name.equals(CONSTANTS)))
                .allMatch(name -> name.equals("kind") || expected.contains(name));
    return whole ? kind : "";
  }

  private static ClassWeights classes(Row row) {
    String json = row.getAs(CLASSES);
    require(digest(json), row);
    return JsonRecords.read(json, ClassWeights.class, "the model");
  }

  private static LinearWeights known(Row row) {
    LinearWeights weights = new LinearWeights(doubles(row, "coefficients"), row.getAs("constant"));
    require(digest(weights), row);
    return weights;
  }

  private static SealedModel sealed(Row row) {
    int features = row.getAs("features");
    double[] mean = doubles(row, "mean");
    double[] scale = doubles(row, "scale");
    if (features < 0 || mean.length != features || scale.length != features) {
      throw new ParleyException(
          "cannot load the model: it contradicts itself, expected "
              + features
              + " means and scales, got "
              + mean.length
              + " and "
              + scale.length);
    }
    double clip = row.getAs("clip");
    SealedModel model =
        new SealedModel(
            features,
            row.getAs("intercept"),
            Standardization.of(mean, scale, constants(row), clip),
            row.getList(row.fieldIndex("ciphertexts")),
            row.getAs("session"),
            row.getJavaMap(row.fieldIndex("attributes")));
    require(model.checksum(), row);
    return model;
  }

  private static List<Integer> constants(Row row) {
    int column = row.fieldIndex(CONSTANTS);
    return row.isNullAt(column) ? List.of() : row.getList(column);
  }

  /** SHA-256 of the model, so that damage is found before it gives wrong margins. */
  private static void require(byte[] digest, Row row) {
    if (!MessageDigest.isEqual(digest, row.getAs("sha256"))) {
      throw new ParleyException(
          "cannot load the model: it was altered, expected its checksum, got another");
    }
  }

  private static byte[] digest(String json) {
    return new WireWriter().add(CLASSES).add(json).sha256();
  }

  private static byte[] digest(LinearWeights weights) {
    WireWriter out = new WireWriter().add(KNOWN).add(weights.coefficients().length);
    for (double coefficient : weights.coefficients()) {
      out.add(coefficient);
    }
    return out.add(weights.intercept()).sha256();
  }

  private static double[] doubles(Row row, String column) {
    List<@Nullable Double> values = row.getList(row.fieldIndex(column));
    return values.stream().mapToDouble(v -> v == null ? Double.NaN : v).toArray();
  }
}

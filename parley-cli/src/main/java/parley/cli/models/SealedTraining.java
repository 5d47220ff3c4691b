package parley.cli.models;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NumericAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import parley.cli.input.Frames;
import parley.cli.input.ModelColumns;
import parley.cli.model.FitFacts;
import parley.cli.model.KeyOptions;
import parley.cli.model.ModelKind;
import parley.cli.model.ModelOutput;
import parley.cli.model.SavedModel;
import parley.cli.place.KeyStoreFolder;
import parley.cli.place.OutputDirectory;
import parley.cli.place.ReportOptions;
import parley.cli.query.Dropped;
import parley.cli.query.StatisticData;
import parley.cli.query.Training;
import parley.cli.table.FeatureColumns;
import parley.cli.terminal.Console;
import parley.cli.terminal.InputException;
import parley.cli.terminal.ProgressOptions;
import parley.error.ParleyException;
import parley.fl.data.ProviderRdd;
import parley.fl.param.HasKeys;
import parley.fl.param.HasLabels;
import parley.fl.param.HasPrediction;
import parley.fl.param.HasProviders;
import parley.fl.param.HasRounds;
import parley.fl.regression.HasSums;
import parley.fl.report.FitListener;
import parley.fl.report.FitReport;
import parley.fl.sealed.HasSealedCoefficients;
import parley.fl.statistic.design.Coefficient;
import parley.json.Json;

/**
 * One training of a regression whose coefficients no round opens, on the complete rows of a table.
 * For one thread.
 *
 * @param <M> the model
 * @param <E> what fits it
 */
final class SealedTraining<
        M extends Model<M> & HasSealedCoefficients<M>,
        E extends
            Estimator<M> & HasLabels<E> & HasPrediction<E> & HasProviders<E> & HasKeys<E>
                & HasRounds<E> & HasSums<E>>
    implements Training {
  private static final String WEIGHT = "weight";
  private static final String WITHOUT_ERRORS =
      "the information matrix was not opened, expected --release rounds";

  /** Where an estimator is told who hears of its fit. */
  interface Listening {
    void to(FitListener listener);
  }

  /**
   * What the training leaves, and where.
   *
   * @param folder of the model; null if it is not saved
   * @param store of the providers' shares
   */
  record Output(
      KeyOptions keys,
      ModelOutput left,
      ProgressOptions progress,
      @Nullable OutputDirectory folder,
      KeyStoreFolder store) {}

  /** Training rows and those left out, which nobody counts where they stay at their providers. */
  private record Counts(long kept, long dropped) {
    static Counts of(Dataset<Row> rows, StatisticData table) {
      long kept = rows.count();
      return new Counts(kept, table.rowCount() - kept);
    }
  }

  private final ModelKind kind;
  private final E estimator;
  private final Listening listening;
  private final ModelColumnOptions columns;
  private final Output output;
  private final long start = System.nanoTime();

  SealedTraining(
      ModelKind kind, E estimator, Listening listening, ModelColumnOptions columns, Output output) {
    this.kind = kind;
    this.estimator = estimator;
    this.listening = listening;
    this.columns = columns;
    this.output = output;
    estimator.setFeaturesCol(Frames.FEATURES).setLabelCol(Frames.LABEL);
    if (columns.weighted()) {
      estimator.setWeightCol(WEIGHT);
    }
  }

  /** Refuses what the estimator does not take, before any row is read. */
  void check() {
    StructType schema =
        new StructType()
            .add(Frames.FEATURES, SQLDataTypes.VectorType())
            .add(Frames.LABEL, DataTypes.DoubleType)
            .add(WEIGHT, DataTypes.DoubleType);
    try {
      estimator.transformSchema(schema);
    } catch (ParleyException | IllegalArgumentException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public String run(
      StatisticData table, Console console, ReportOptions.Writer writer, boolean json) {
    List<String> features = columns.features(table);
    if (!table.atHome()) {
      estimator.setProviderCol(Frames.PROVIDER);
    }
    Dataset<Row> rows = rows(table, features).cache();
    try {
      Counts counts = table.atHome() ? null : Counts.of(rows, table);
      output.left().introduce(console, plain(), output.keys());
      output.store().begin();
      listening.to(output.store().listening(output.progress().on(console)));
      M model = estimator.fit(rows);
      List<Coefficient> coefficients =
          output.left().reveals() && !model.isSealed()
              ? CoefficientTable.without(
                  features, model.coefficients().toArray(), model.intercept())
              : List.of();
      FitReport report = report(model, coefficients, table, counts);
      save(model, features, rows.sparkSession());
      writer.write(report);
      if (report.simulated()) {
        output.store().requireAll(report.providers());
      }
      return json ? json(coefficients, report, counts) : text(coefficients, report, counts);
    } finally {
      rows.unpersist();
    }
  }

  private boolean plain() {
    return estimator.getOrDefault(estimator.protection()).equals("plain");
  }

  /** Columns features, label, provider and weight, of rows whose first two are complete. */
  private Dataset<Row> rows(StatisticData table, List<String> features) {
    String label = table.number(columns.label());
    String weight = columns.weight(table);
    StatisticData.AtProviders at = table.atProviders();
    List<String> needed = new ArrayList<>(features);
    needed.add(label);
    Dataset<Row> complete = at.frame();
    for (String name : needed) {
      complete = complete.filter(column(name).isNotNull());
    }
    Attribute[] names =
        features.stream()
            .map(name -> NumericAttribute.defaultAttr().withName(name))
            .toArray(Attribute[]::new);
    Column values = array(features.stream().map(SealedTraining::column).toArray(Column[]::new));
    List<Column> chosen = new ArrayList<>();
    chosen.add(
        array_to_vector(values)
            .as(Frames.FEATURES, new AttributeGroup(Frames.FEATURES, names).toMetadata()));
    chosen.add(column(label).as(Frames.LABEL));
    if (at.providerColumn() != null) {
      chosen.add(column(at.providerColumn()).as(Frames.PROVIDER));
    }
    if (weight != null) {
      chosen.add(column(weight).as(WEIGHT));
    }
    return complete.select(chosen.toArray(Column[]::new));
  }

  private static Column column(String name) {
    return col(ProviderRdd.quoted(name));
  }

  private FitReport report(
      M model, List<Coefficient> coefficients, StatisticData table, @Nullable Counts counts) {
    List<String> warnings = new ArrayList<>(table.warnings());
    if (counts != null) {
      warnings.addAll(Dropped.warnings(counts.kept(), counts.dropped()));
    }
    FitReport report =
        model
            .trainingReport()
            .orElseThrow()
            .with(List.of(), warnings)
            .about(
                "%s, label %s%s"
                    .formatted(
                        table.name(),
                        columns.label(),
                        counts == null ? "" : "; " + counts.kept() + " training rows"),
                null);
    return coefficients.isEmpty()
        ? report
        : report.withCoefficients(CoefficientTable.terms(coefficients));
  }

  private void save(M model, List<String> features, SparkSession spark) {
    OutputDirectory folder = output.folder();
    if (folder != null) {
      ModelColumns saved =
          new ModelColumns(
              kind.words(),
              FeatureColumns.numbers(features),
              columns.label(),
              null,
              SavedModel.digest(model));
      folder.write(at -> save(model, saved, at, spark));
    }
  }

  private void save(M model, ModelColumns saved, String folder, SparkSession spark)
      throws IOException {
    model.write().session(spark).save(folder);
    saved.write(folder, spark.sparkContext().hadoopConfiguration());
  }

  private String json(List<Coefficient> coefficients, FitReport report, @Nullable Counts counts) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    if (counts != null) {
      all.put("rows", counts.kept());
      all.put("droppedRows", counts.dropped());
    }
    if (!coefficients.isEmpty()) {
      all.putAll(CoefficientTable.json(coefficients));
      all.put("reasons", Map.of("standardErrors", WITHOUT_ERRORS));
    }
    all.putAll(FitFacts.of(report, report));
    Map<String, Object> seconds = FitFacts.seconds(report);
    seconds.put("total", seconds());
    all.put("seconds", seconds);
    all.put("warnings", report.warnings());
    return Json.line(all);
  }

  private String text(List<Coefficient> coefficients, FitReport report, @Nullable Counts counts) {
    String rows =
        "%s at %d providers%s, %d features%n"
            .formatted(
                counts == null ? "rows" : counts.kept() + " training rows",
                report.providers().size(),
                counts == null ? "" : ", " + counts.dropped() + " left out",
                report.features());
    String table =
        coefficients.isEmpty() ? "" : CoefficientTable.text(coefficients) + System.lineSeparator();
    return rows + table + report.toText();
  }

  private double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }
}

package parley.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import parley.cli.table.LabelledRows;
import parley.fl.classification.FederatedLogisticRegressionModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley predict}: a saved model's answers for the rows of a CSV file. */
@Command(
    name = "predict",
    description =
        "Apply a saved model; a sealed one answers the querier whose key it was made for.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
final class PredictCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--model", required = true, paramLabel = "DIR", description = "a saved model")
  private String folder;

  @Mixin private PredictedRows data;
  @Mixin private KeyOptions keys;
  @Mixin private ReportOptions reports;

  @Option(names = "--force", description = "replace what --report names")
  private boolean force;

  @Mixin private Output output;

  /** One answer; {@code row} is the row's place in the file, from 0. */
  private record Answer(long row, double probability, double prediction) {}

  @Override
  public Integer call() {
    Console console = Console.of(spec);
    keys.check();
    ReportOptions.Writer report = reports.at(force);
    SparkSession spark = Sessions.open();
    SavedModel saved = SavedModel.load(folder, spark);
    LabelledRows rows = LabelledRows.unlabelled(data.table(spark), saved.columns().inputs());
    Frames.introduce(console, rows);
    List<Answer> answers = new ArrayList<>();
    for (Row row :
        prepared(saved)
            .transform(Frames.test(spark, rows))
            .select(Frames.NUMBER, "probability", "prediction")
            .collectAsList()) {
      Vector probability = row.getAs(1);
      answers.add(new Answer(row.getLong(0), probability.apply(1), row.getDouble(2)));
    }
    if (saved.model() instanceof FederatedLogisticRegressionModel sealed) {
      sealed.predictionReport().ifPresent(report::write);
    }
    console.result(output.json() ? json(answers, saved, rows) : text(answers));
    return ExitCode.DONE;
  }

  private Model<?> prepared(SavedModel saved) {
    if (!(saved.model() instanceof FederatedLogisticRegressionModel sealed)) {
      return saved.model();
    }
    keys.checkForSealedModel();
    keys.ifQuerierKey(sealed::setQuerierKey);
    // One goes before the other that the model was saved with.
    keys.ifKeyStore(directory -> sealed.setKeyStore(directory).setVault(""));
    keys.ifVault(directory -> sealed.setVault(directory).setKeyStore(""));
    keys.ifPolicy(sealed::setPolicy);
    keys.ifPassphrases(sealed::setKeyStorePassphraseFrom, sealed::setQuerierKeyPassphraseFrom);
    return sealed;
  }

  private static String json(List<Answer> answers, SavedModel saved, LabelledRows rows) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("rows", answers.size());
    all.put("dropped", rows.dropped().rows());
    all.put("droppedRows", rows.dropped().toMap());
    all.put("sealed", saved.sealed());
    all.put("label", saved.columns().label());
    all.put("positive", saved.columns().positive());
    all.put("predictions", answers);
    return Json.line(all);
  }

  private static String text(List<Answer> answers) {
    StringBuilder text = new StringBuilder("row,probability,prediction");
    for (Answer a : answers) {
      text.append(
          String.format(Locale.ROOT, "%n%d,%.6f,%.0f", a.row(), a.probability(), a.prediction()));
    }
    return text.toString();
  }
}

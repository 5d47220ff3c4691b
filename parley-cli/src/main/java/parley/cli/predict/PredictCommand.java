package parley.cli.predict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import parley.cli.input.Frames;
import parley.cli.model.Answer;
import parley.cli.model.AnswerOptions;
import parley.cli.model.AnswersFolder;
import parley.cli.model.KeyOptions;
import parley.cli.model.ModelKind;
import parley.cli.model.SavedModel;
import parley.cli.place.OutputDirectory;
import parley.cli.place.ReportOptions;
import parley.cli.table.LabelledRows;
import parley.cli.terminal.Console;
import parley.cli.terminal.ExitCode;
import parley.cli.terminal.InputException;
import parley.cli.terminal.Output;
import parley.cli.terminal.Sessions;
import parley.cli.train.LogisticJob;
import parley.fl.protection.SealedAnswers;
import parley.fl.sealed.HasSealedWeights;
import parley.json.Json;
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
public final class PredictCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--model", required = true, paramLabel = "DIR", description = "a saved model")
  private String folder;

  @Mixin private PredictedRows data;
  @Mixin private KeyOptions keys;
  @Mixin private AnswerOptions answers;
  @Mixin private ReportOptions reports;

  @Option(names = "--force", description = "replace what --report and --answers-out name")
  private boolean force;

  @Mixin private Output output;

  @Override
  public Integer call() {
    Console console = Console.of(spec);
    keys.check();
    checkApart();
    ReportOptions.Writer report = reports.at(force);
    OutputDirectory answersFolder = answers.at(force);
    SparkSession spark = Sessions.open();
    SavedModel saved = SavedModel.load(folder, spark);
    LabelledRows rows = data.sealed() == null ? data.rows(spark, saved.columns().inputs()) : null;
    if (rows != null) {
      Frames.introduce(console, rows);
    }
    console.result(
        answersFolder == null
            ? open(spark, saved, Objects.requireNonNull(rows), report)
            : seal(spark, saved, rows, answersFolder, report));
    return ExitCode.DONE;
  }

  /** Refuses rows or answers that nobody here could read. */
  private void checkApart() {
    data.check();
    answers.check(keys);
    if (keys.isApart() && !answers.given()) {
      throw new InputException(
          "cannot predict: the querier is apart and nobody here may read its margins, expected"
              + " --answers-out DIR");
    }
    if (data.sealed() != null && !keys.isApart()) {
      throw new InputException(
          "cannot predict: sealed rows are for a querier that is apart, expected --querier-public"
              + " FILE and --answers-out DIR");
    }
  }

  private String open(
      SparkSession spark, SavedModel saved, LabelledRows rows, ReportOptions.Writer report) {
    Dataset<Row> predicted = prepare(saved.model()).transform(Frames.test(spark, rows));
    List<String> classes = saved.columns().classes();
    String told =
        !classes.isEmpty()
            ? told(
                ClassAnswer.of(predicted, classes),
                found -> ClassAnswer.text(found, classes),
                saved,
                rows)
            : saved.kind() == ModelKind.LOGISTIC
                ? told(probabilities(predicted), Answer::text, saved, rows)
                : told(means(predicted), MeanAnswer::text, saved, rows);
    saved.model().predictionReport().ifPresent(report::write);
    return told;
  }

  private <A> String told(
      List<A> answers, Function<List<A>, String> text, SavedModel saved, LabelledRows rows) {
    return output.json() ? json(answers, saved, rows) : text.apply(answers);
  }

  private static List<Answer> probabilities(Dataset<Row> predicted) {
    List<Answer> answers = new ArrayList<>();
    for (Row row : predicted.select(Frames.NUMBER, "probability", "prediction").collectAsList()) {
      Vector probability = row.getAs(1);
      answers.add(new Answer(row.getLong(0), probability.apply(1), row.getDouble(2)));
    }
    return answers;
  }

  private static List<MeanAnswer> means(Dataset<Row> predicted) {
    return predicted.select(Frames.NUMBER, "prediction").collectAsList().stream()
        .map(row -> new MeanAnswer(row.getLong(0), row.getDouble(1)))
        .toList();
  }

  private String seal(
      SparkSession spark,
      SavedModel saved,
      @Nullable LabelledRows rows,
      OutputDirectory folderOfAnswers,
      ReportOptions.Writer report) {
    SealedAnswers found = ask(spark, saved, rows);
    long dropped = rows == null ? 0 : rows.dropped().rows();
    SealedAnswers told = found.with(found.rows(), saved.columns().facts(found.attributes()));
    folderOfAnswers.write(
        at -> AnswersFolder.write(at, List.of(told), spark.sparkContext().hadoopConfiguration()));
    saved.model().predictionReport().ifPresent(report::write);
    if (!output.json()) {
      return "%s%n%d rows answered for the querier %s alone, request %s"
          .formatted(
              answers.folder(),
              told.rows().size(),
              told.origin().querier(),
              told.origin().request());
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("rows", told.rows().size());
    all.put("dropped", dropped);
    if (rows != null) {
      all.put("droppedRows", rows.dropped().toMap());
    }
    all.put("sealed", true);
    all.put("answers", answers.folder());
    all.put("querier", told.origin().querier());
    all.put("session", told.origin().session());
    all.put("request", told.origin().request());
    return Json.line(all);
  }

  private SealedAnswers ask(SparkSession spark, SavedModel saved, @Nullable LabelledRows rows) {
    HasSealedWeights<?> sealed = saved.sealedFor("seal answers", folder, "or no --querier-public");
    prepare(sealed);
    if (rows == null) {
      return sealed.answers(spark, OpenCommand.read(Objects.requireNonNull(data.sealed())));
    }
    SealedAnswers found = sealed.answers(Frames.test(spark, rows));
    return found.with(LogisticJob.places(rows), found.attributes());
  }

  /** Tells a sealed model where the keys are; a model with known weights asks for none. */
  private HasSealedWeights<?> prepare(HasSealedWeights<?> model) {
    if (model.isSealed()) {
      keys.checkForSealedModel();
      keys.ifQuerierKey(model::setQuerierKey);
      keys.ifQuerierPublic(model::setQuerierPublicKey);
      // One goes before the other that the model was saved with.
      keys.ifKeyStore(directory -> model.setKeyStore(directory).setVault(""));
      keys.ifVault(directory -> model.setVault(directory).setKeyStore(""));
      keys.ifPolicy(model::setPolicy);
      keys.ifPassphrases(model::setKeyStorePassphraseFrom, model::setQuerierKeyPassphraseFrom);
    }
    return model;
  }

  private static String json(List<?> answers, SavedModel saved, LabelledRows rows) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("rows", answers.size());
    all.put("dropped", rows.dropped().rows());
    all.put("droppedRows", rows.dropped().toMap());
    all.put("sealed", saved.model().isSealed());
    all.put("label", saved.columns().label());
    String positive = saved.columns().positive();
    if (positive != null) {
      all.put("positive", positive);
    }
    if (!saved.columns().classes().isEmpty()) {
      all.put("classes", saved.columns().classes());
    }
    all.put("predictions", answers);
    return Json.line(all);
  }
}

package parley.cli.predict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.cli.input.ModelColumns;
import parley.cli.model.Answer;
import parley.cli.model.AnswersFolder;
import parley.cli.model.RevealedWeights;
import parley.cli.model.SavedModel;
import parley.cli.terminal.Console;
import parley.cli.terminal.ExitCode;
import parley.cli.terminal.InputException;
import parley.cli.terminal.Output;
import parley.cli.terminal.PassphraseConverter;
import parley.cli.terminal.Sessions;
import parley.error.ParleyException;
import parley.fl.activation.SigmoidPolynomial;
import parley.fl.classification.ClassScores;
import parley.fl.classification.FederatedLogisticRegressionModel;
import parley.fl.optim.LinearWeights;
import parley.fl.plan.PlanFile;
import parley.fl.protection.OpenedAnswers;
import parley.fl.protection.SealedAnswers;
import parley.fl.protection.SealedRows;
import parley.json.Json;
import parley.mhe.party.secret.PassphraseSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley open}: reads sealed answers where the querier's key is. */
@Command(
    name = "open",
    description = "Read what --answers-out left, with the querier's key, where the querier is.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
public final class OpenCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "the folder of the answers")
  private Path folder;

  @Option(
      names = "--querier-key",
      required = true,
      paramLabel = "FILE",
      description = "the querier's key, made by keygen")
  private Path key;

  @Option(
      names = "--querier-passphrase-from",
      paramLabel = "WHERE",
      converter = PassphraseConverter.OfQuerier.class,
      description = "where the passphrase of the querier's key is, if it has one")
  private @Nullable PassphraseSource passphrase;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "refuse margins of another model, or of another session's")
  private @Nullable String model;

  @Option(
      names = "--plan",
      paramLabel = "PLAN",
      description = "refuse answers of a training with another plan")
  private @Nullable Path plan;

  @Option(
      names = "--sealed-rows",
      paramLabel = "FILE",
      description = "refuse margins of other rows than seal wrote to that file")
  private @Nullable Path sealedRows;

  @Mixin private Output output;

  @Override
  public Integer call() {
    Map<SealedAnswers.Kind, SealedAnswers> answers = AnswersFolder.read(folder);
    requireExpected(answers);
    Predictions predictions = null;
    RevealedWeights weights = null;
    Map<String, Object> json = new LinkedHashMap<>();
    for (SealedAnswers sealed : answers.values()) {
      json.put("querier", sealed.origin().querier());
      json.put("session", sealed.origin().session());
      OpenedAnswers opened = opened(sealed);
      LinearWeights found = opened.weights();
      if (found == null) {
        predictions = predictions(sealed, opened);
        json.put("request", sealed.origin().request());
        for (String fact : List.of("label", "positive")) {
          json.put(fact, sealed.attributes().get(fact));
        }
        List<String> classes = ModelColumns.classes(sealed.attributes());
        if (!classes.isEmpty()) {
          json.put("classes", classes);
        }
      } else {
        weights = RevealedWeights.alone(names(sealed), found);
      }
    }
    if (predictions != null) {
      json.put("rows", predictions.rows().size());
      json.put("predictions", predictions.rows());
    }
    if (weights != null) {
      json.put("weights", weights.toMap());
    }
    Console.of(spec).result(output.json() ? Json.line(json) : text(predictions, weights));
    return ExitCode.DONE;
  }

  private OpenedAnswers opened(SealedAnswers sealed) {
    try {
      return sealed.open(
          key.toAbsolutePath().toString(), passphrase == null ? null : passphrase.toString());
    } catch (ParleyException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    }
  }

  private static List<String> names(SealedAnswers sealed) {
    SealedAnswers.Weights weights = sealed.weights();
    return weights == null ? List.of() : weights.features();
  }

  /** What was answered, as JSON has it and as text. */
  private record Predictions(List<?> rows, String text) {}

  private static Predictions predictions(SealedAnswers sealed, OpenedAnswers opened) {
    double threshold = threshold(sealed);
    List<String> classes = ModelColumns.classes(sealed.attributes());
    if (!classes.isEmpty()) {
      List<ClassAnswer> found = new ArrayList<>();
      ClassScores kind = ClassScores.of(sealed.attributes());
      for (int i = 0; i < opened.answers().length; i++) {
        found.add(
            ClassAnswer.of(sealed.rows().get(i), opened.answers()[i], kind, threshold, classes));
      }
      return new Predictions(found, ClassAnswer.text(found, classes));
    }
    double[] margins = opened.margins();
    List<Answer> predictions = new ArrayList<>();
    for (int i = 0; i < margins.length; i++) {
      double probability = SigmoidPolynomial.exact(margins[i]);
      predictions.add(
          new Answer(sealed.rows().get(i), probability, probability > threshold ? 1 : 0));
    }
    return new Predictions(predictions, Answer.text(predictions));
  }

  /** Answers of classes alone carry the probability above which they are 1. */
  private static double threshold(SealedAnswers margins) {
    String threshold = margins.attributes().get(FederatedLogisticRegressionModel.THRESHOLD);
    if (threshold == null) {
      throw new InputException(
          "cannot open answers: they are a regression's, whose margins are no probabilities,"
              + " expected a logistic regression's or a network's; SealedAnswers.open gives the"
              + " margins");
    }
    return Double.parseDouble(threshold);
  }

  private static String text(@Nullable Predictions predictions, @Nullable RevealedWeights weights) {
    List<String> parts = new ArrayList<>();
    if (weights != null) {
      parts.add(weights.toText().stripTrailing());
    }
    if (predictions != null) {
      parts.add(predictions.text());
    }
    return String.join(System.lineSeparator(), parts);
  }

  private void requireExpected(Map<SealedAnswers.Kind, SealedAnswers> answers) {
    if (plan != null) {
      String digest = HexFormat.of().formatHex(PlanFile.read(plan).digest());
      answers.values().forEach(one -> require("plan", digest, one.origin().plan()));
    }
    SealedAnswers margins = answers.get(SealedAnswers.Kind.MARGINS);
    if (margins != null) {
      threshold(margins);
    }
    if (model == null && sealedRows == null) {
      return;
    }
    if (margins == null) {
      throw new InputException(
          "cannot open answers: "
              + folder
              + " has weights alone, expected margins with --model and --sealed-rows");
    }
    if (model != null) {
      SavedModel saved = SavedModel.load(model, Sessions.open());
      require("model", SavedModel.digest(saved.model()), margins.origin().model());
    }
    if (sealedRows != null) {
      require("request", read(sealedRows).request(), margins.origin().request());
    }
  }

  /** Reads sealed rows. */
  static SealedRows read(Path file) {
    try {
      return SealedRows.fromBytes(Files.readAllBytes(file));
    } catch (java.nio.file.NoSuchFileException e) {
      throw new InputException("cannot read sealed rows " + file + ": there is no such file", e);
    } catch (IOException | ParleyException e) {
      throw new InputException("cannot read sealed rows " + file + ": " + e.getMessage(), e);
    }
  }

  private static void require(String what, String expected, String got) {
    if (!expected.equals(got)) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "cannot open answers: they are of another %s, expected %s, got %s",
              what,
              expected,
              got.isEmpty() ? "none" : got));
    }
  }
}

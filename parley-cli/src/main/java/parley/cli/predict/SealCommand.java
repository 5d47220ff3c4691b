package parley.cli.predict;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import parley.cli.input.Frames;
import parley.cli.model.SavedModel;
import parley.cli.place.OutputFile;
import parley.cli.table.LabelledRows;
import parley.cli.terminal.Console;
import parley.cli.terminal.ExitCode;
import parley.cli.terminal.Output;
import parley.cli.terminal.Sessions;
import parley.fl.protection.Engines;
import parley.fl.protection.SealedModel;
import parley.fl.protection.SealedRows;
import parley.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley seal}: the querier's rows, encrypted where the querier is. */
@Command(
    name = "seal",
    description =
        "Encrypt rows for a sealed model where the querier is, so that who predicts sees none.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
public final class SealCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "a copy of the saved model")
  private String folder;

  @Mixin private RowsToSeal rows;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "the file to write, for predict --sealed-rows")
  private Path out;

  @Option(names = "--force", description = "replace the file")
  private boolean force;

  @Mixin private Output output;

  @Override
  public Integer call() {
    OutputFile file = OutputFile.at(out, force);
    SparkSession spark = Sessions.open();
    SavedModel saved = SavedModel.load(folder, spark);
    SealedModel model =
        saved.sealedFor("seal rows", folder, "or a prediction where the rows are").sealedModel();
    LabelledRows read = LabelledRows.unlabelled(rows.table(spark), saved.columns().inputs());
    Frames.introduce(Console.of(spec), read);
    List<LabelledRows.Row> all = read.rows().collect();
    double[][] values = all.stream().map(LabelledRows.Row::x).toArray(double[][]::new);
    SealedRows sealed = Engines.predictor().seal(model, values);
    List<Long> places = all.stream().map(LabelledRows.Row::number).toList();
    SealedRows placed =
        new SealedRows(sealed.model(), sealed.rowsPerBlock(), places, sealed.blocks());
    file.write(placed.toBytes());
    Console.of(spec).result(output.json() ? json(placed, read) : text(placed));
    return ExitCode.DONE;
  }

  private String text(SealedRows sealed) {
    return "%s%n%d rows sealed, request %s".formatted(out, sealed.rows().size(), sealed.request());
  }

  private static String json(SealedRows sealed, LabelledRows read) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("rows", sealed.rows().size());
    all.put("dropped", read.dropped().rows());
    all.put("droppedRows", read.dropped().toMap());
    all.put("model", sealed.model());
    all.put("request", sealed.request());
    return Json.line(all);
  }
}

package parley.cli.stats;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.cli.query.StatisticCommand;
import parley.cli.query.StatisticData;
import parley.cli.query.Words;
import parley.fl.cosine.Cosine;
import parley.fl.cosine.CosineTerms;
import parley.fl.stat.FederatedCosine;
import parley.fl.stat.ProviderQuery;
import parley.fl.statistic.grid.Grid;
import parley.fl.statistic.run.StatisticRun;
import parley.html.HtmlPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code parley stats cosine}: of two providers' vectors. */
@Command(
    name = "cosine",
    description = "The cosine of the vectors of two providers, each of which keeps its own.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
@SuppressWarnings("NullAway.Init")
final class StatsCosineCommand extends StatisticCommand<Cosine> {
  @Option(
      names = "--column",
      required = true,
      paramLabel = "C",
      description = "the column of numbers with the vectors' entries, none of them missing")
  private String column;

  @Option(
      names = "--position",
      required = true,
      paramLabel = "I",
      description =
          "the column that says which entries belong together: whole numbers from 0, each once at"
              + " each provider; public")
  private String position;

  @Option(
      names = "--length",
      paramLabel = "N",
      description =
          "entries of each vector, agreed beforehand (default: by the positions that occur, in a"
              + " simulation only)")
  private @Nullable Integer length;

  @Override
  protected StatisticRun.Result<Cosine> ask(ProviderQuery query, StatisticData table) {
    String of = table.number(column);
    String by = table.number(position);
    CosineTerms terms = asked(() -> new CosineTerms(of, by, entries(table)));
    return FederatedCosine.of(query, terms.column(), terms.position(), terms.length());
  }

  private int entries(StatisticData table) {
    if (length != null) {
      return length;
    }
    Grid positions = table.gridOfValues(position);
    return (int) positions.value(positions.count() - 1) + 1;
  }

  @Override
  protected Map<String, @Nullable Object> json(Cosine r) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("cosine", r.value());
    all.put("length", r.length());
    all.put("first", r.first());
    all.put("second", r.second());
    return all;
  }

  @Override
  protected String text(Cosine r) {
    return "cosine of %s of %s and %s, %d entries each: %s"
        .formatted(column, r.first(), r.second(), r.length(), Words.number(r.value()));
  }

  @Override
  protected void page(HtmlPage page, Cosine r) {
    page.paragraph(text(r) + ".");
  }

  @Override
  protected String title() {
    return "Cosine";
  }
}

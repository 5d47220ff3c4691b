package parley.cli.models;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import parley.cli.place.OutputDirectory;
import parley.fl.statistic.run.OwnResult;
import parley.fl.study.StudyModel;
import parley.html.HtmlPage;
import parley.mhe.disk.FileNames;
import picocli.CommandLine.Option;

/** A page for each site with its own model, which is for that site alone. For one thread. */
final class SiteReportOptions {
  static final String NOTE =
      "the site reports hold what each site found by itself: this process was all sites at once;"
          + " give each site its own page and nobody another's";

  @Option(
      names = "--site-reports",
      paramLabel = "DIR",
      description =
          "write a page for each site with its own model, for that site alone; in a simulation"
              + " only, where this process is all sites")
  private @Nullable String folder;

  private @Nullable OutputDirectory place;

  boolean given() {
    return folder != null;
  }

  /** Claims the place before any work is done. */
  void claim(boolean force) {
    if (folder != null) {
      place = OutputDirectory.at(folder, force, new Configuration());
    }
  }

  /** Writes the pages, if they were asked for. */
  void write(String title, SortedMap<String, OwnResult<StudyModel.Fit>> sites) {
    if (place == null) {
      return;
    }
    SortedMap<String, String> pages = new TreeMap<>();
    sites.forEach((site, own) -> pages.put(FileNames.of(site) + ".html", page(title, site, own)));
    place.write(
        fresh -> {
          FileSystem files = new Path(fresh).getFileSystem(new Configuration());
          for (Map.Entry<String, String> page : pages.entrySet()) {
            try (OutputStream out = files.create(new Path(fresh, page.getKey()), false)) {
              out.write(page.getValue().getBytes(StandardCharsets.UTF_8));
            }
          }
        });
  }

  private static String page(String title, String site, OwnResult<StudyModel.Fit> own) {
    HtmlPage page = new HtmlPage(title + ": " + site + "'s own model");
    page.warning(
        "For "
            + site
            + " alone. It was made in a simulation, whose one process held the rows of all sites.");
    StudyModel.Fit fit = own.value();
    if (fit == null) {
      page.paragraph("No model: " + own.reason() + ".");
    } else {
      page.paragraph("%d rows, %d left out.".formatted(fit.rows(), fit.droppedRows()));
      CoefficientTable.page(page, fit.coefficients());
    }
    return page.toHtml();
  }
}

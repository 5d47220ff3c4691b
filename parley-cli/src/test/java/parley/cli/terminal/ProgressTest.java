package parley.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import parley.cli.Parley;
import parley.fl.report.FitReport;
import parley.fl.report.FitRound;
import picocli.CommandLine;

class ProgressTest {
  private static final int ITERATIONS = 40;
  private static final String ERASE = "\r\u001b[K";

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  private String onScreen() {
    return screen.toString(StandardCharsets.UTF_8);
  }

  private static Console console(PrintWriter err) {
    CommandLine line = Parley.commandLine(new PrintWriter(new StringWriter()), err);
    return Console.of(line.getCommandSpec());
  }

  private static void run(Progress progress, int rounds) {
    progress.roundDone(round("keys/public", -1), ITERATIONS);
    progress.prepared(FitReport.builder("t", "encrypted").build());
    for (int i = 0; i < rounds; i++) {
      progress.roundDone(round("train/gradient", i), ITERATIONS);
      progress.roundDone(round("train/refresh", i), ITERATIONS);
    }
    if (rounds == ITERATIONS) {
      progress.roundDone(round("model/switch", -1), ITERATIONS);
      progress.done(FitReport.builder("t", "encrypted").iterations(ITERATIONS).build());
    }
  }

  private static FitRound round(String name, int iteration) {
    return new FitRound(name, iteration, .5, 0, 0, 2_500_000, "no one", null);
  }

  @Test
  void onATerminal_oneLineIsWrittenAnewUntilTheEnd() {
    run(new Progress(console(new TerminalWriter(screen)), false), ITERATIONS);

    String[] shown = onScreen().split("\r");
    assertThat(shown).hasSize(2 * ITERATIONS + 4);
    assertThat(shown[0]).startsWith("preparing, ");
    assertThat(shown[1]).startsWith("\u001b[Kready to train after ");
    assertThat(shown[2]).isEqualTo("\u001b[Kiteration 0 of 40 [..........] 5.0 MB a provider");
    assertThat(shown[42])
        .matches(
            "\u001b\\[Kiteration 20 of 40 \\[#####\\.{5}\\] 105\\.0 MB a provider, about \\d+ s"
                + " left");
    assertThat(onScreen().chars().filter(c -> c == '\n').count()).isOne();
    assertThat(onScreen()).endsWith(" s" + System.lineSeparator());
    assertThat(shown[shown.length - 1])
        .startsWith("\u001b[Kiteration 40 of 40, 205.0 MB a provider, ");
  }

  @Test
  void onATerminal_errorTakesTheLinesPlace() {
    TerminalWriter terminal = new TerminalWriter(screen);
    run(new Progress(console(terminal), false), 5);
    int before = onScreen().length();

    terminal.println("error: no");
    terminal.println("more");

    assertThat(onScreen().substring(before)).isEqualTo(ERASE + "error: no\nmore\n");
  }

  @Test
  void onATerminal_longLine_isCutBeforeItWraps() {
    new TerminalWriter(screen).show("x".repeat(200));

    assertThat(onScreen()).hasSize(79);
  }

  @Test
  void elsewhere_aFewWholeLines() {
    StringWriter err = new StringWriter();
    run(new Progress(console(new PrintWriter(err, true)), false), ITERATIONS);

    assertThat(err.toString()).doesNotContain("\r", "\u001b", "#");
    assertThat(err.toString().lines()).hasSize(6);
    assertThat(err.toString().lines().toList().get(1))
        .matches("iteration 8 of 40, 45\\.0 MB a provider, about \\d+ s left");
  }

  @Test
  void verbose_aLineARoundOnATerminalToo() {
    run(new Progress(console(new TerminalWriter(screen)), true), ITERATIONS);

    assertThat(onScreen()).doesNotContain("\r", "\u001b");
    assertThat(onScreen().lines()).hasSize(2 * ITERATIONS + 3);
  }
}

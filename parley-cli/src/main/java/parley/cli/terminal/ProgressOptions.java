package parley.cli.terminal;

import picocli.CommandLine.Option;

/** How much a command says while it trains. */
public final class ProgressOptions {
  @Option(names = "--verbose", description = "show parameters, reasons and each round")
  private boolean verbose;

  /** Whether more is shown than usual. */
  public boolean given() {
    return verbose;
  }

  public Progress on(Console console) {
    return new Progress(console, verbose);
  }
}

package parley.cli;

import picocli.CommandLine.Option;

/** How much a command says while it trains. */
final class ProgressOptions {
  @Option(names = "--verbose", description = "show parameters, reasons and each round")
  private boolean verbose;

  Progress on(Console console) {
    return new Progress(console, verbose);
  }
}

package parley.cli.terminal;

import picocli.CommandLine.Option;

/** In which form a command prints its result. */
public final class Output {
  /** Lines for people, or one line of JSON. */
  enum Form {
    TEXT,
    JSON
  }

  @Option(
      names = "--output",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "the result's form on standard output: text, or json on exactly one line")
  private Form form = Form.TEXT;

  public boolean json() {
    return form == Form.JSON;
  }
}

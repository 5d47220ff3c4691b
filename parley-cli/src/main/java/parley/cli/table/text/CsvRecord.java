package parley.cli.table.text;

import java.util.List;

/** The cells between two line ends, and the line, from 1, on which they start. */
public record CsvRecord(long line, List<String> cells) {}

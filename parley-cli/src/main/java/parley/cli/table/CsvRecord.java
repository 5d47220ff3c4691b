package parley.cli.table;

import java.util.List;

/** The cells between two line ends, and the line, from 1, on which they start. */
record CsvRecord(long line, List<String> cells) {}

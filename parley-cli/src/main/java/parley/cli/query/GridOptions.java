package parley.cli.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.cli.terminal.InputException;
import parley.error.ParleyException;
import parley.fl.statistic.grid.Grid;
import picocli.CommandLine.Option;

/** The values that columns of numbers can have, agreed beforehand. */
public final class GridOptions {
  @Option(
      names = "--grid",
      paramLabel = "COLUMN=FROM:TO:STEP",
      description =
          "the values that a column has, such as age=0:120:1; repeatable (default: by those that"
              + " occur, in a simulation only)")
  private List<String> grids = new ArrayList<>();

  /** What needs no rows. */
  public void check() {
    grids.forEach(GridOptions::parse);
  }

  /** The grid of a column: as agreed, else by its values. */
  public Grid of(String column, StatisticData table) {
    for (String text : grids) {
      if (text.substring(0, text.lastIndexOf('=')).equals(column)) {
        return parse(text);
      }
    }
    return table.gridOfValues(column);
  }

  private static Grid parse(String text) {
    int at = text.lastIndexOf('=');
    Grid grid = at < 1 ? null : range(text.substring(at + 1));
    if (grid == null) {
      throw new InputException(
          "cannot use --grid: expected COLUMN=FROM:TO:STEP such as age=0:120:1, got " + text);
    }
    return grid;
  }

  /** FROM:TO:STEP; null if it is not. */
  public static @Nullable Grid range(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length != 3) {
      return null;
    }
    try {
      return Grid.to(
          Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
    } catch (NumberFormatException e) {
      return null;
    } catch (ParleyException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    }
  }
}

package parley.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * Steps from top to bottom, each an arrow from the level before it to the level after it: those
 * that give levels back differ in colour and width from those that take some. Immutable, so safe
 * for use by several threads.
 *
 * @param title what it is about
 * @param introduction the first sentence of the description
 * @param label of the axis
 * @param steps in their order
 */
public record LevelPlot(String title, String introduction, String label, List<Step> steps)
    implements Plot {
  private static final int LEFT = 200;
  private static final int RIGHT = 540;
  private static final int TOP = 15;
  private static final int NAME_CHARACTERS = 24;
  private static final int LINE_HEIGHT = 18;
  private static final int GAP = 12;
  private static final int BELOW = 60;
  private static final int HEAD = 7;
  private static final String RISING = "stroke=\"#d55e00\" stroke-width=\"4\"";
  private static final String FALLING = "stroke=\"#0072b2\" stroke-width=\"2\"";

  /**
   * A step.
   *
   * @param before the level it begins at, 0 or more
   * @param after the level it ends at, 0 or more
   */
  public record Step(String name, int before, int after) {
    boolean rises() {
      return after > before;
    }
  }

  /** Takes a copy of the steps. */
  public LevelPlot {
    steps = List.copyOf(steps);
  }

  @Override
  public String description() {
    List<String> sentences = new ArrayList<>();
    for (Step step : steps) {
      sentences.add(
          step.name()
              + (step.before() == step.after()
                  ? ": at " + step.before()
                  : ": %d to %d".formatted(step.before(), step.after())));
    }
    return introduction + " " + String.join(", ", sentences) + ".";
  }

  @Override
  public String toSvg(String id) {
    int bottom = TOP + steps.stream().mapToInt(LevelPlot::height).sum();
    int most = steps.stream().mapToInt(s -> Math.max(s.before(), s.after())).max().orElse(0);
    Axis axis = new Axis(label, 0, Math.max(1, most), Math.max(1, most));
    Svg svg = new Svg(id, bottom + BELOW, this);
    for (int level = 0; level <= axis.parts(); level++) {
      double at = right(axis, level);
      svg.add("<path d=\"M%.1f %dV%d\" stroke=\"#ddd\"/>", at, TOP, bottom);
      svg.text(at, bottom + 20, "middle", Integer.toString(level));
    }
    svg.text((LEFT + RIGHT) / 2.0, bottom + 43, "middle", label);
    int y = TOP;
    for (Step step : steps) {
      List<String> name = Svg.wrap(step.name(), NAME_CHARACTERS);
      for (int i = 0; i < name.size(); i++) {
        svg.text(LEFT - 10, y + LINE_HEIGHT * (i + 1), "end", name.get(i));
      }
      arrow(svg, axis, step, y + height(step) / 2.0);
      y += height(step);
    }
    return svg.close();
  }

  private static void arrow(Svg svg, Axis axis, Step step, double y) {
    double from = right(axis, step.before());
    double to = right(axis, step.after());
    if (from == to) {
      svg.add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\" fill=\"#222\"/>", to, y);
      return;
    }
    int back = step.rises() ? -HEAD : HEAD;
    svg.add(
        "<path d=\"M%.1f %.1fH%.1fm%d -5l%d 5l%d 5\" fill=\"none\" %s/>",
        from, y, to, back, -back, back, step.rises() ? RISING : FALLING);
  }

  private static int height(Step step) {
    return LINE_HEIGHT * Svg.wrap(step.name(), NAME_CHARACTERS).size() + GAP;
  }

  private static double right(Axis axis, double level) {
    return LEFT + axis.share(level) * (RIGHT - LEFT);
  }
}

package parley.plot;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Layers of a network from left to right, a box each, the higher the more it holds (by its
 * logarithm), with how many weights lie between two. Immutable, so safe for use by several threads.
 *
 * @param title what it is about
 * @param introduction the first sentence of the description
 * @param layers two or more
 */
public record LayerPlot(String title, String introduction, List<Layer> layers) implements Plot {
  private static final int MIDDLE = 90;
  private static final int LEAST_HEIGHT = 16;
  private static final double HEIGHT_A_DOUBLING = 11;
  private static final int MOST_HEIGHT = 150;
  private static final int BOX = 44;
  private static final int NAMES = 190;
  private static final int LINE_HEIGHT = 18;
  private static final int HEIGHT = 235;
  private static final String FILL = "#56b4e9";

  /**
   * A layer.
   *
   * @param name in a word or two
   * @param size how much it holds, 1 or more
   */
  public record Layer(String name, int size) {}

  /** Takes a copy of the layers. */
  public LayerPlot {
    layers = List.copyOf(layers);
    if (layers.size() < 2) {
      throw new IllegalArgumentException(
          "cannot draw layers: expected two or more, got " + layers.size());
    }
  }

  @Override
  public String description() {
    return introduction
        + " "
        + layers.stream()
            .map(layer -> layer.name() + ": " + layer.size())
            .collect(Collectors.joining(", "))
        + ".";
  }

  @Override
  public String toSvg(String id) {
    Svg svg = new Svg(id, HEIGHT, this);
    double apart = (double) Svg.WIDTH / layers.size();
    int characters = Math.max(6, (int) (apart / 8));
    for (int k = 0; k < layers.size(); k++) {
      Layer layer = layers.get(k);
      double centre = (k + .5) * apart;
      if (k > 0) {
        // An intercept comes to each layer's inputs.
        long weights = (layers.get(k - 1).size() + 1L) * layer.size();
        double from = centre - apart + BOX / 2.0;
        svg.add("<path d=\"M%.1f %dH%.1f\" stroke=\"#222\"/>", from, MIDDLE, centre - BOX / 2.0);
        svg.text(centre - apart / 2, MIDDLE - 8, "middle", Long.toString(weights));
      }
      double height = height(layer.size());
      svg.add(
          "<rect x=\"%.1f\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" fill=\"%s\"/>",
          centre - BOX / 2.0, MIDDLE - height / 2, BOX, height, FILL);
      svg.text(centre, MIDDLE + 5, "middle", Integer.toString(layer.size()));
      List<String> lines = Svg.wrap(layer.name(), characters);
      for (int i = 0; i < lines.size(); i++) {
        svg.text(centre, NAMES + LINE_HEIGHT * i, "middle", lines.get(i));
      }
    }
    return svg.close();
  }

  private static double height(int size) {
    double doublings = Math.log(size) / Math.log(2);
    return Math.min(MOST_HEIGHT, LEAST_HEIGHT + HEIGHT_A_DOUBLING * doublings);
  }
}

package parley.fl.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import parley.html.HtmlPage;
import parley.plot.Axis;
import parley.plot.LayerPlot;
import parley.plot.LevelPlot;
import parley.plot.LinePlot;

/** What a report tells of a network, in words and pictures. Stateless. */
final class NetworkPage {
  /** The first iteration's weights are public, so that it may have other rounds than the rest. */
  private static final int TYPICAL_ITERATION = 1;

  private NetworkPage() {}

  /** A section of a page; nothing where no network was trained. */
  static void add(HtmlPage page, FitReport r) {
    NetworkFigures network = r.network();
    if (network == null) {
      return;
    }
    page.section("Network");
    words(network).forEach(page::paragraph);
    LayerPlot layers = layers(network);
    page.figure(layers.toSvg("layers"), layers.description());
    List<LevelPlot.Step> steps = steps(r);
    if (!steps.isEmpty()) {
      LevelPlot levels =
          new LevelPlot(
              "Levels of an iteration",
              "Limbs of what goes into each exchange and of what comes out; a refresh gives limbs"
                  + " back.",
              "limbs",
              steps);
      page.figure(levels.toSvg("levels"), levels.description());
    }
    loss(page, network);
    page.table(
        "Looks at the errors",
        List.of("iteration", "mean square", "went on"),
        network.looks(),
        look ->
            List.of(
                Integer.toString(look.iteration()),
                String.format(Locale.ROOT, "%.4f", look.meanSquare()),
                look.kept() ? "yes" : "no: back, with halved steps"));
  }

  /** A sentence each. */
  static List<String> words(NetworkFigures network) {
    List<String> words = new ArrayList<>();
    words.add("layers " + joined(network.layers()));
    List<Double> losses = network.lossByIteration();
    if (losses != null && !losses.isEmpty()) {
      words.add(
          String.format(
              Locale.ROOT,
              "loss %.4f at the first iteration, %.4f at the last",
              losses.get(0),
              losses.get(losses.size() - 1)));
    }
    List<Double> largest = network.largestActivation();
    if (largest != null) {
      words.add(
          "largest value before an activation, layer by layer: "
              + largest.stream()
                  .map(value -> String.format(Locale.ROOT, "%.2f", value))
                  .collect(Collectors.joining(", ")));
    }
    if (network.halvings() > 0) {
      words.add("went back and halved its steps %d times".formatted(network.halvings()));
    }
    return words;
  }

  private static String joined(List<Integer> sizes) {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining("-"));
  }

  private static LayerPlot layers(NetworkFigures network) {
    List<LayerPlot.Layer> layers = new ArrayList<>();
    int last = network.layers().size() - 1;
    for (int k = 0; k <= last; k++) {
      String name = k == 0 ? "features" : k == last ? "outputs" : "hidden";
      layers.add(new LayerPlot.Layer(name, network.layers().get(k)));
    }
    return new LayerPlot("Layers", "Neurons of each layer, and weights between two.", layers);
  }

  private static List<LevelPlot.Step> steps(FitReport r) {
    int iteration = Math.min(TYPICAL_ITERATION, r.iterations() - 1);
    return r.rounds().stream()
        .filter(round -> round.iteration() == iteration && round.limbsBefore() > 0)
        .map(round -> new LevelPlot.Step(round.name(), round.limbsBefore(), round.limbsAfter()))
        .toList();
  }

  private static void loss(HtmlPage page, NetworkFigures network) {
    List<Double> losses = network.lossByIteration();
    if (losses == null || losses.size() < 2) {
      return;
    }
    List<LinePlot.Point> points = new ArrayList<>();
    double most = 0;
    for (int t = 0; t < losses.size(); t++) {
      points.add(LinePlot.Point.of(t + 1.0, losses.get(t)));
      most = Math.max(most, losses.get(t));
    }
    if (!(most > 0) || Double.isInfinite(most)) {
      return;
    }
    LinePlot plot =
        new LinePlot(
            "Loss",
            "Half the mean squared error of an iteration's batch, before its step.",
            new Axis("iteration", 0, losses.size()),
            new Axis("loss", 0, most),
            List.of(LinePlot.Line.of("loss", points)));
    page.figure(plot.toSvg("loss"), "Loss by iteration.");
  }
}

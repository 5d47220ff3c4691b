package parley.fl.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Why a layout was chosen, for a report. Immutable.
 *
 * @param request what was asked
 * @param layout what was chosen
 * @param cost its prediction
 */
record PlanReasons(PlanRequest request, Layout layout, PlanCost cost) {
  /**
   * A sentence each, {@code what: why}.
   *
   * @param others the least predicted seconds of the other packings that were possible
   * @param candidates how many layouts kept every constraint
   */
  List<String> of(Map<Packing, Double> others, int candidates) {
    List<String> out = new ArrayList<>();
    out.add(ring());
    out.add(limbs());
    out.add(packing() + compared(others));
    out.add(
        format(
            "%s; estimated error of a weight 2^-%.0f",
            layout.packing() == Packing.COEFFICIENT
                ? "three refreshes an iteration: of the margins, of the residuals and of the"
                    + " aggregated gradient"
                : "one refresh an iteration, on the aggregated gradient",
            layout.precisionBits()));
    out.add(
        format(
            "predicted: prepare %.1f s, %.2f s a round, %d rounds, %.1f s in all on %d cores; %.0f"
                + " MB sent a provider; %.1f GB of memory",
            cost.prepareSeconds(),
            cost.roundSeconds(),
            request.iterations(),
            cost.totalSeconds(),
            request.cores(),
            cost.bytesPerProvider() / 1e6,
            cost.memoryBytes() / 1e9));
    out.add(candidates + " candidates kept every constraint");
    return out;
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  private String ring() {
    int log = layout.parameters().logRingDimension();
    return format(
        "ring dimension 2^%d: log2 QP stays within the %d bits that 128-bit security allows%s",
        log,
        LayoutRules.maxLogQP(log),
        request.insecure() ? " (NOT CHECKED: insecure test parameters)" : "");
  }

  private String limbs() {
    String all =
        format(
            "%d limbs (%d + %d x %d bits), %d key switching digits: ",
            layout.topLimbs(),
            layout.parameters().firstPrimeBits(),
            layout.topLimbs() - 1,
            layout.parameters().scaleBits(),
            layout.parameters().digits());
    String levels = format("%d levels for degree %d", layout.activationDepth(), request.degree());
    return all
        + switch (layout.packing()) {
          case COEFFICIENT ->
              format(
                  "%s, %d for the masks of the residuals; the model takes %d, for masks of %d bits",
                  levels, layout.lookLimbs(), layout.refreshLimbs(), layout.maskBits());
          case ROW, DIAGONAL ->
              format(
                  "%d for the %d-bit masks of the refresh, %s, %d for the rows",
                  layout.refreshLimbs(),
                  layout.maskBits(),
                  levels,
                  layout.packing() == Packing.ROW ? 2 : 1);
        };
  }

  private String packing() {
    return switch (layout.packing()) {
      case DIAGONAL ->
          format(
              "diagonal packing: period %d, %d ciphertexts of a gradient, %d block(s) of %d rows a"
                  + " provider",
              layout.width(), layout.uploads(), layout.blocks(), layout.rowsPerBlock());
      case ROW ->
          format(
              "row packing: %d slots a row, %d rows a block, %d block(s) for all providers",
              layout.width(), layout.rowsPerBlock(), layout.blocks());
      case COEFFICIENT ->
          format(
              "coefficient packing: %d feature(s) a ciphertext, %d ciphertexts of the model and of"
                  + " a gradient, %d block(s) for all providers",
              layout.featuresPerUpload(), layout.stateSize(), layout.blocks());
    };
  }

  private String compared(Map<Packing, Double> others) {
    if (others.isEmpty()) {
      return "";
    }
    return others.entrySet().stream()
        .map(
            e ->
                format(
                    "%s packing %.1f s", e.getKey().name().toLowerCase(Locale.ROOT), e.getValue()))
        .collect(
            Collectors.joining(
                ", ", "; predicted: ", format(", this one %.1f s", cost.totalSeconds())));
  }
}

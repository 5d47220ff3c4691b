package parley.fl.protection.encrypted.network.predict;

import java.util.ArrayList;
import java.util.List;
import parley.fl.plan.PlanException;
import parley.fl.protection.encrypted.network.packing.ColumnLayout;
import parley.fl.protection.encrypted.network.packing.NetworkLayout;
import parley.fl.protection.encrypted.network.packing.PatternLayout;
import parley.mhe.layout.Axis;
import parley.mhe.layout.CoefficientLayout;
import parley.mhe.layout.ConversionMap;
import parley.mhe.layout.ConversionMap.Side;
import parley.mhe.layout.Factor;
import parley.mhe.layout.Moves;

/**
 * Where the rows of one opening lie while a network of one hidden layer answers them: as
 * polynomials of F' columns each, in the coefficients of one block, in the slots of the last
 * layer's patterns, and as answers, that of row r and output c at X^(r outputs + c). The fewer
 * rows, the more columns share a polynomial. Immutable and thread-safe.
 *
 * @param network as it was trained
 * @param rows of one opening
 */
public record PredictionLayout(NetworkLayout network, int rows) {
  /**
   * @throws PlanException when there is no room for so many rows
   */
  public PredictionLayout {
    int most = mostRows(network);
    if (rows < 1 || rows > most) {
      throw new PlanException(
          "cannot plan predictions of a network: an opening has no room for so many rows, expected"
              + " 1 to "
              + most
              + ", got "
              + rows);
    }
  }

  /** The most rows that one opening has room for. */
  public static int mostRows(NetworkLayout network) {
    PatternLayout last = network.last();
    int answers = network.ringDimension() / last.outputs();
    return Math.min(Math.min(network.first().rowsPerBlock(), last.rowPlaces()), answers);
  }

  /** Rows and hidden neurons in coefficients, with F' columns a polynomial. */
  public CoefficientLayout coefficients() {
    ColumnLayout first = network.first();
    int stride = first.coefficients().stride();
    int places = rows == 1 ? 1 : Integer.highestOneBit(rows - 1) << 1;
    return new CoefficientLayout(network.ringDimension(), rows, first.neurons(), stride / places);
  }

  /** How many of the training's polynomials share one: F' over F. */
  public int shared() {
    return coefficients().featuresPerPolynomial() / network.featuresPerPolynomial();
  }

  /** Polynomials of a question, and of the weights that it meets. */
  public int polynomials() {
    return (network.first().vectors() + shared() - 1) / shared();
  }

  /**
   * The column that a polynomial has at one of its F' places; at least {@link ColumnLayout#columns}
   * where it has none. With W'_g = sum_i X^(i sigma') W_(g m + i) of the training's polynomials, m
   * of them, place f m + i has column f of the i-th.
   */
  public int column(int polynomial, int place) {
    int features = network.featuresPerPolynomial();
    int vector = polynomial * shared() + place % shared();
    return vector < network.first().vectors()
        ? vector * features + place / shared()
        : network.first().columns();
  }

  /** From the block to the slots of the patterns. */
  public ConversionMap toSlots(Factor factor) {
    CoefficientLayout from = coefficients();
    PatternLayout last = network.last();
    int kappa = last.neuronsPerGroup();
    int whole = from.neurons() / kappa;
    List<Moves> moves = new ArrayList<>();
    if (whole > 0) {
      moves.add(toSlots(0, whole, kappa));
    }
    if (from.neurons() % kappa > 0) {
      moves.add(toSlots(whole, 1, from.neurons() % kappa));
    }
    return ConversionMap.of(
        from.ringDimension(), Side.COEFFICIENTS, 1, Side.SLOTS, last.groups(), factor, moves);
  }

  private Moves toSlots(int group, int groups, int neurons) {
    CoefficientLayout from = coefficients();
    PatternLayout last = network.last();
    int kappa = last.neuronsPerGroup();
    return new Moves(
        from.exponent(0, group * kappa),
        group * last.slots().slots(),
        List.of(
            new Axis(groups, kappa * from.stride(), last.slots().slots()),
            new Axis(rows, 1, kappa),
            new Axis(neurons, from.stride(), 1)));
  }

  /** The slots of the rows, each where it was; all else is 0. */
  public ConversionMap again(Factor factor) {
    PatternLayout last = network.last();
    int slots = last.slots().slots();
    Moves kept =
        new Moves(
            0,
            0,
            List.of(
                new Axis(last.groups(), slots, slots),
                new Axis(rows * last.neuronsPerGroup(), 1, 1)));
    return ConversionMap.of(
        network.ringDimension(),
        Side.SLOTS,
        last.groups(),
        Side.SLOTS,
        last.groups(),
        factor,
        List.of(kept));
  }

  /** Sums over a row's neurons of a group, of all outputs to one ciphertext; nothing else. */
  public ConversionMap answers(Factor factor) {
    PatternLayout last = network.last();
    int kappa = last.neuronsPerGroup();
    Moves sums =
        new Moves(
            0,
            0,
            List.of(
                new Axis(last.outputs(), last.slots().slots(), 1),
                new Axis(rows, kappa, last.outputs()),
                new Axis(kappa, 1, 0)));
    return ConversionMap.of(
        network.ringDimension(),
        Side.SLOTS,
        last.outputs(),
        Side.COEFFICIENTS,
        1,
        factor,
        List.of(sums));
  }
}

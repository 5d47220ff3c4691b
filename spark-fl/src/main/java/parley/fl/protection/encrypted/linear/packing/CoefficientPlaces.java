package parley.fl.protection.encrypted.linear.packing;

import java.util.ArrayList;
import java.util.List;
import parley.fl.plan.Layout;
import parley.mhe.layout.Axis;
import parley.mhe.layout.CoefficientLayout;
import parley.mhe.layout.ConversionMap;
import parley.mhe.layout.ConversionMap.Side;
import parley.mhe.layout.Factor;
import parley.mhe.layout.Moves;
import parley.mhe.layout.Sizes;

/**
 * Where rows, margins and weights lie with coefficients, and the maps between. Immutable and
 * thread-safe.
 *
 * <p>A ciphertext of the model has F features' weights, n/F apart, and the intercept one of its
 * own. A block has n/F rows' margins at neighbouring coefficients, in the order of the rows'
 * places; in slots margins lie in the same order, n/2 a ciphertext.
 */
public final class CoefficientPlaces {
  private final int ringDimension;
  private final int features;
  private final boolean intercept;
  private final int width;
  private final CoefficientLayout blocks;

  /** The places of a layout with coefficients. */
  public CoefficientPlaces(Layout layout) {
    this.ringDimension = layout.parameters().ringDimension();
    this.features = layout.features();
    this.intercept = layout.intercept();
    this.width = layout.width();
    int places = Math.multiplyExact(layout.capacity(), layout.providers());
    this.blocks = new CoefficientLayout(ringDimension, places, 1, layout.featuresPerUpload());
  }

  /** F. */
  public int featuresPerUpload() {
    return blocks.featuresPerPolynomial();
  }

  /** Rows of a block. */
  public int rowsPerBlock() {
    return blocks.rowsPerBlock();
  }

  /** Ciphertexts that all providers' rows take in the coefficients. */
  public int blocks() {
    return blocks.blocks();
  }

  /** Ciphertexts that they take in the slots. */
  public int groups() {
    return (int) (((long) blocks() * rowsPerBlock() + slots() - 1) / slots());
  }

  private int slots() {
    return ringDimension / 2;
  }

  /**
   * Distance of the coefficients that have weights or their gradients, as a step states it: 0 for
   * the constant alone.
   */
  public int stride() {
    return featuresPerUpload() == 1 ? 0 : rowsPerBlock();
  }

  /** Ciphertexts of the model. */
  public int uploads() {
    return ofFeatures() + (intercept ? 1 : 0);
  }

  private int ofFeatures() {
    return Sizes.over(features, featuresPerUpload());
  }

  /**
   * The column of a ciphertext of the model; -1 where there is none.
   *
   * @param offset from 0 to F - 1
   */
  public int column(int upload, int offset) {
    if (upload == ofFeatures()) {
      return offset == 0 ? features : -1;
    }
    int column = upload * featuresPerUpload() + offset;
    return column < features ? column : -1;
  }

  /** The exponent of a row's feature in the polynomial of its block. */
  public int rowExponent(int place, int offset) {
    return blocks.rowExponent(place, offset);
  }

  /** The exponent of a weight in its ciphertext. */
  public int weightExponent(int offset) {
    return blocks.weightExponent(offset, 0);
  }

  /** Margins from the blocks to the slots; what is no row of a block is left. */
  public ConversionMap toSlots(Factor factor) {
    Moves rows =
        new Moves(
            blocks.exponent(0, 0),
            0,
            List.of(
                new Axis(blocks(), ringDimension, rowsPerBlock()), new Axis(rowsPerBlock(), 1, 1)));
    return ConversionMap.of(
        ringDimension, Side.COEFFICIENTS, blocks(), Side.SLOTS, groups(), factor, List.of(rows));
  }

  /** Residuals from the slots to the blocks; all else of a block is 0. */
  public ConversionMap toCoefficients(Factor factor) {
    Moves rows =
        new Moves(
            0,
            blocks.exponent(0, 0),
            List.of(
                new Axis(blocks(), rowsPerBlock(), ringDimension), new Axis(rowsPerBlock(), 1, 1)));
    return ConversionMap.of(
        ringDimension, Side.SLOTS, groups(), Side.COEFFICIENTS, blocks(), factor, List.of(rows));
  }

  /**
   * Where a ciphertext of the model begins in the one that has all columns: between the weights of
   * the others.
   */
  public int packedExponent(int upload) {
    return upload * (rowsPerBlock() / Sizes.padded(uploads()));
  }

  /** The model of one ciphertext as the first row of slots, a column after the other. */
  public ConversionMap modelToSlots(Factor factor) {
    List<Moves> moves = new ArrayList<>();
    int full = features / featuresPerUpload();
    if (full > 0) {
      moves.add(
          new Moves(
              0,
              0,
              List.of(
                  new Axis(full, packedExponent(1), featuresPerUpload()),
                  new Axis(featuresPerUpload(), rowsPerBlock(), 1))));
    }
    int rest = features - full * featuresPerUpload();
    if (rest > 0) {
      moves.add(
          new Moves(
              packedExponent(full),
              full * featuresPerUpload(),
              List.of(new Axis(rest, rowsPerBlock(), 1))));
    }
    if (intercept) {
      moves.add(new Moves(packedExponent(ofFeatures()), features, List.of()));
    }
    return ConversionMap.of(ringDimension, Side.COEFFICIENTS, 1, Side.SLOTS, 1, factor, moves);
  }

  /** Slots after which the finished model repeats. */
  public int width() {
    return width;
  }
}

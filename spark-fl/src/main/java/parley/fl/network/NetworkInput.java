package parley.fl.network;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.fl.image.ImageMapper;
import parley.fl.image.InputMap;
import parley.fl.optim.ProviderRows;
import parley.fl.optim.Standardization;

/**
 * What a row becomes before it comes into a network: a fixed map of its values if one is asked for,
 * standardisation, and a cut, which indicators too are subject to, since the numbers of a training
 * under encryption are bounded by it. Features that do not vary are 0. Immutable and thread-safe.
 */
@DefaultSerializer(JavaSerializer.class)
public final class NetworkInput implements Serializable {
  private static final long serialVersionUID = 1L;

  private final @Nullable InputMap map;
  private final Standardization scaling;
  private final boolean[] constant;

  /** Made by the first row. Two threads that each make one make the same. */
  private transient volatile @Nullable ImageMapper mapper;

  /**
   * An input.
   *
   * @param map null for none
   * @param scaling of what the map makes, with the cut as its clip
   */
  public NetworkInput(@Nullable InputMap map, Standardization scaling) {
    this.map = map;
    this.scaling = scaling;
    constant = new boolean[scaling.features()];
    scaling.constantFeatures().forEach(j -> constant[j] = true);
  }

  /** The map; null for none. */
  public @Nullable InputMap map() {
    return map;
  }

  /** How features come to one scale, and where they are cut. */
  public Standardization scaling() {
    return scaling;
  }

  /** How many values a row has before the map. */
  public int values() {
    return map == null ? scaling.features() : map.shape().pixels();
  }

  /**
   * A provider's rows as a map makes them.
   *
   * @param map null for none: the rows themselves
   * @throws InvalidDataException if a row does not fit the map
   */
  public static ProviderRows mapped(@Nullable InputMap map, ProviderRows rows) {
    if (map == null) {
      return rows;
    }
    ImageMapper mapper = map.mapper();
    double[][] columns = new double[map.width()][rows.rows()];
    double[] labels = new double[rows.rows()];
    double[] weights = new double[rows.weighted() ? rows.rows() : 0];
    double[] pixels = new double[rows.features()];
    for (int r = 0; r < labels.length; r++) {
      for (int j = 0; j < pixels.length; j++) {
        pixels[j] = rows.column(j)[r];
      }
      double[] made = made(map, mapper, pixels, r, rows.provider());
      for (int j = 0; j < made.length; j++) {
        columns[j][r] = made[j];
      }
      labels[r] = rows.label(r);
      if (weights.length > 0) {
        weights[r] = rows.weight(r);
      }
    }
    return new ProviderRows(rows.provider(), columns, labels, weights);
  }

  /** Without the row's values in the error: this leaves the provider. */
  private static double[] made(
      InputMap map, ImageMapper mapper, double[] pixels, int row, String provider) {
    try {
      return mapper.apply(pixels, null);
    } catch (InvalidDataException e) {
      throw new InvalidDataException(
          "cannot use the rows of provider "
              + provider
              + ": its row "
              + row
              + " is no such image, expected "
              + map.shape()
              + " pixels from "
              + map.range().low()
              + " to "
              + map.range().high());
    }
  }

  /** Of rows that are mapped, each feature as it is trained on. */
  public double[][] columns(ProviderRows mapped) {
    double[][] columns = new double[scaling.features()][mapped.rows()];
    for (int j = 0; j < columns.length; j++) {
      double[] values = mapped.column(j);
      for (int r = 0; r < values.length; r++) {
        columns[j][r] = scaled(j, values[r]);
      }
    }
    return columns;
  }

  /**
   * One row, in a new array.
   *
   * @param values before the map
   * @throws InvalidDataException if the row does not fit the map
   */
  public double[] apply(double[] values) {
    double[] features = values;
    if (map != null) {
      ImageMapper made = mapper;
      if (made == null) {
        made = map.mapper();
        mapper = made;
      }
      features = made.apply(values, null);
    }
    double[] scaled = new double[features.length];
    for (int j = 0; j < scaled.length; j++) {
      scaled[j] = scaled(j, features[j]);
    }
    return scaled;
  }

  private double scaled(int feature, double value) {
    double cut = scaling.clip();
    return constant[feature] ? 0 : Math.max(-cut, Math.min(cut, scaling.apply(feature, value)));
  }
}

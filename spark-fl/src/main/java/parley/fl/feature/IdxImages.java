package parley.fl.feature;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NumericAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.fl.image.ImageShape;
import parley.fl.image.InputMap;
import parley.fl.image.PixelRange;

/**
 * Images and their labels in the two files that MNIST and the sets in its form come in, as they are
 * or packed by gzip, on any file system that Hadoop knows. Immutable, so safe for use by several
 * threads.
 */
public final class IdxImages {
  /** The row's place in the files, from 0: a long. */
  public static final String NUMBER = "number";

  /** The pixels, 0 to 255, row by row: a vector. */
  public static final String FEATURES = "features";

  /** The label, 0 to 255: a double. */
  public static final String LABEL = "label";

  private static final int LABELS = 256;

  private final SparkSession spark;
  private final IdxFile images;
  private final @Nullable IdxFile labels;
  private final ImageShape shape;
  private final int count;

  private IdxImages(
      SparkSession spark, IdxFile images, @Nullable IdxFile labels, ImageShape shape, int count) {
    this.spark = spark;
    this.images = images;
    this.labels = labels;
    this.shape = shape;
    this.count = count;
  }

  /**
   * Opens both files, and reads their headers alone.
   *
   * @throws InvalidDataException if one is missing or no such file, or they do not have as many
   *     images as labels
   * @throws ParleyException if one cannot be read
   */
  public static IdxImages open(SparkSession spark, String images, String labels) {
    SerializableConfiguration configuration =
        new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
    IdxFile imagesFile = new IdxFile(images, 3, configuration);
    IdxFile labelsFile = new IdxFile(labels, 1, configuration);
    int[] sizes = header(imagesFile);
    int[] named = header(labelsFile);
    if (sizes[0] != named[0]) {
      throw new InvalidDataException(
          "cannot read images with their labels: %s has %d images, expected as many labels in %s, got %d"
              .formatted(images, sizes[0], labels, named[0]));
    }
    return of(spark, imagesFile, labelsFile, sizes);
  }

  /**
   * Opens images without labels, each of which is then 0.
   *
   * @throws InvalidDataException if the file is missing or none of images
   * @throws ParleyException if it cannot be read
   */
  public static IdxImages open(SparkSession spark, String images) {
    IdxFile file =
        new IdxFile(
            images, 3, new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
    return of(spark, file, null, header(file));
  }

  private static IdxImages of(
      SparkSession spark, IdxFile imagesFile, @Nullable IdxFile labelsFile, int[] sizes) {
    try {
      return new IdxImages(
          spark, imagesFile, labelsFile, new ImageShape(sizes[1], sizes[2]), sizes[0]);
    } catch (IllegalArgumentException e) {
      InvalidDataException refused = imagesFile.refuse(String.valueOf(e.getMessage()));
      refused.initCause(e);
      throw refused;
    }
  }

  private static int[] header(IdxFile file) {
    try (DataInputStream in = file.open()) {
      return file.header(in);
    } catch (IOException e) {
      throw new ParleyException("cannot read " + file.path() + ": " + e.getMessage(), e);
    }
  }

  /** Rows and columns of each image. */
  public ImageShape shape() {
    return shape;
  }

  /** How many images there are. */
  public int count() {
    return count;
  }

  /** How many images have each label, from 0 to 255; a task reads the labels' file alone. */
  public long[] labelCounts() {
    IdxFile labelsFile = labels;
    if (labelsFile == null) {
      long[] zeros = new long[LABELS];
      zeros[0] = count;
      return zeros;
    }
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(List.of(0), 1)
        .map(one -> counts(labelsFile))
        .first();
  }

  private static long[] counts(IdxFile file) throws IOException {
    long[] counts = new long[LABELS];
    try (DataInputStream in = file.open()) {
      int all = file.header(in)[0];
      byte[] label = new byte[1];
      for (int k = 0; k < all; k++) {
        file.next(in, label, k, all);
        counts[label[0] & 0xFF]++;
      }
      file.requireEnd(in, all);
    }
    return counts;
  }

  /**
   * Columns {@link #NUMBER}, {@link #FEATURES} and {@link #LABEL}; lazy. One task reads the files
   * from their begin to their end, in which a file that is too short or too long is refused with an
   * {@link InvalidDataException}.
   */
  public Dataset<Row> frame() {
    Attribute[] pixels =
        InputMap.read(InputMap.NONE, shape, PixelRange.BYTES).names().stream()
            .map(name -> NumericAttribute.defaultAttr().withName(name))
            .toArray(Attribute[]::new);
    StructType schema =
        new StructType()
            .add(NUMBER, DataTypes.LongType, false)
            .add(
                FEATURES,
                SQLDataTypes.VectorType(),
                false,
                new AttributeGroup(FEATURES, pixels).toMetadata())
            .add(LABEL, DataTypes.DoubleType, false);
    IdxFile imagesFile = images;
    @Nullable IdxFile labelsFile = labels;
    JavaRDD<Row> rows =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(List.of(0), 1)
            .flatMap(one -> new IdxRows(imagesFile, labelsFile));
    return spark.createDataFrame(rows, schema);
  }
}

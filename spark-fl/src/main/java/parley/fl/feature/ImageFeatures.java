package parley.fl.feature;

import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NumericAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import parley.fl.image.ImageShape;
import parley.fl.image.InputMap;
import parley.fl.image.PixelRange;
import parley.fl.param.ParamGroup;
import parley.ml.column.Columns;

/**
 * Makes fewer numbers of the pixels of an image: what {@link InputMap} says, of each row by itself.
 * It learns nothing from the rows, so that a provider may do it by itself. The new column names its
 * numbers in its metadata.
 *
 * <p>Not safe for use by several threads while Params are being set.
 */
public final class ImageFeatures extends Transformer
    implements ParamGroup<ImageFeatures>, DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final Param<String> inputCol;
  private final Param<String> outputCol;
  private final Param<String> map;
  private final Param<String> imageShape;
  private final DoubleArrayParam pixelRange;
  private final Param<String> idCol;

  /** A transformer with default Params. */
  public ImageFeatures() {
    this(Identifiable.randomUID("imageFeatures"));
  }

  /** A transformer with default Params and the given uid. */
  public ImageFeatures(String uid) {
    this.uid = uid;
    inputCol = new Param<>(this, "inputCol", "column of images: vectors of pixels, row by row");
    outputCol = new Param<>(this, "outputCol", "column that is added: vectors");
    map =
        new Param<>(
            this,
            "map",
            "what is made of an image: none, average:K, cosine:D, gradients or gradients:C");
    imageShape = new Param<>(this, "imageShape", "rows and columns of an image, such as 28x28");
    pixelRange =
        new DoubleArrayParam(this, "pixelRange", "least and largest value that a pixel may have");
    idCol = new Param<>(this, "idCol", "column by which errors name a row; none unless set");
    setDefault(outputCol, uid + "__output");
    setDefault(map, InputMap.NONE);
    setDefault(pixelRange, new double[] {PixelRange.BYTES.low(), PixelRange.BYTES.high()});
  }

  /** Reads transformers that were saved with {@code write} or {@code save}. */
  public static MLReader<ImageFeatures> read() {
    return new DefaultParamsReader<>();
  }

  /** The transformer saved at a path. */
  public static ImageFeatures load(String path) {
    return read().load(path);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public ImageFeatures self() {
    return this;
  }

  /** Column of images, vectors of pixels, row by row; must be set. */
  public ImageFeatures setInputCol(String value) {
    set(inputCol, value);
    return this;
  }

  /** Column that is added; default the uid and {@code __output}. */
  public ImageFeatures setOutputCol(String value) {
    set(outputCol, value);
    return this;
  }

  /** What is made of an image, in the words of {@link InputMap}; default {@code none}. */
  public ImageFeatures setMap(String value) {
    set(map, value);
    return this;
  }

  /** Rows and columns of an image, such as {@code 28x28}; must be set. */
  public ImageFeatures setImageShape(String value) {
    set(imageShape, value);
    return this;
  }

  /** Least and largest value that a pixel may have; default 0 and 255. Others are refused. */
  public ImageFeatures setPixelRange(double[] value) {
    set(pixelRange, value.clone());
    return this;
  }

  /** Column of whole numbers or strings by which errors name a row; default none. */
  public ImageFeatures setIdCol(String value) {
    set(idCol, value);
    return this;
  }

  public Param<String> inputCol() {
    return inputCol;
  }

  public Param<String> outputCol() {
    return outputCol;
  }

  public Param<String> map() {
    return map;
  }

  public Param<String> imageShape() {
    return imageShape;
  }

  public DoubleArrayParam pixelRange() {
    return pixelRange;
  }

  public Param<String> idCol() {
    return idCol;
  }

  /**
   * Adds the column; lazy.
   *
   * @throws IllegalArgumentException if a Param or a column is wrong; before any work
   * @throws parley.error.InvalidDataException in the tasks, if a row holds no image or a pixel is
   *     outside of its range
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = transformSchema(dataset.schema(), true);
    String name = getOrDefault(outputCol);
    String id = ParamGroup.text(this, idCol);
    Column row = id == null ? functions.lit(null).cast("string") : Columns.column(id);
    Column numbers =
        functions
            .udf(new MapOfRows(inputMap()), SQLDataTypes.VectorType())
            .asNonNullable()
            .apply(Columns.column(required(inputCol)), row);
    return dataset.toDF().withColumn(name, numbers.as(name, schema.apply(name).metadata()));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    InputMap chosen = inputMap();
    Columns.vectors(schema, required(inputCol), chosen.shape().pixels());
    String id = ParamGroup.text(this, idCol);
    if (id != null) {
      Columns.ids(schema, id);
    }
    Columns.free(schema, getOrDefault(outputCol));
    Attribute[] names =
        chosen.names().stream()
            .map(name -> NumericAttribute.defaultAttr().withName(name))
            .toArray(Attribute[]::new);
    return schema.add(new AttributeGroup(getOrDefault(outputCol), names).toStructField());
  }

  private InputMap inputMap() {
    double[] range = getOrDefault(pixelRange);
    if (range.length != 2) {
      throw new IllegalArgumentException(
          "cannot map images: pixelRange has "
              + range.length
              + " values, expected the least and the largest");
    }
    return InputMap.read(
        getOrDefault(map),
        ImageShape.read(required(imageShape)),
        new PixelRange(range[0], range[1]));
  }

  private String required(Param<String> param) {
    String value = ParamGroup.text(this, param);
    if (value == null) {
      throw new IllegalArgumentException(
          "cannot map images: " + param.name() + " is not set, expected " + param.doc());
    }
    return value;
  }

  @Override
  public ImageFeatures copy(ParamMap extra) {
    return defaultCopy(extra);
  }
}

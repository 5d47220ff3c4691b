package parley.fl.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parley.error.InvalidDataException;
import parley.fl.image.ImageShape;
import parley.fl.image.InputMap;
import parley.fl.image.PixelRange;
import parley.testing.LocalSpark;
import parley.testing.StageParams;

class ImageFeaturesIT {
  private static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.IntegerType)
          .add("my.pixels", SQLDataTypes.VectorType())
          .add("name", DataTypes.DoubleType);

  private static Dataset<Row> images(Vector... images) {
    List<Row> rows = new ArrayList<>();
    for (Vector image : images) {
      rows.add(RowFactory.create(100 + rows.size(), image, 1.0));
    }
    return LocalSpark.session().createDataFrame(rows, SCHEMA);
  }

  private static ImageFeatures stage() {
    return new ImageFeatures("stage")
        .setInputCol("my.pixels")
        .setOutputCol("features")
        .setMap("cosine:3")
        .setImageShape("2x3");
  }

  @Test
  void transform_images_addsWhatTheMapMakesOfEach() {
    Vector dense = Vectors.dense(new double[] {0, 10, 255, 3, 4, 5});
    Vector sparse = Vectors.sparse(6, new int[] {4}, new double[] {40});

    Dataset<Row> mapped = stage().transform(images(dense, sparse));

    InputMap map = InputMap.read("cosine:3", new ImageShape(2, 3), PixelRange.BYTES);
    List<Row> rows = mapped.collectAsList();
    for (int r = 0; r < 2; r++) {
      Vector image = List.of(dense, sparse).get(r);
      assertThat(rows.get(r).<Vector>getAs("features").toArray())
          .containsExactly(map.mapper().apply(image.toArray(), null));
      assertThat(rows.get(r).<Vector>getAs("my.pixels")).isEqualTo(image);
    }
    AttributeGroup group = AttributeGroup.fromStructField(mapped.schema().apply("features"));
    assertThat(Arrays.stream(group.attributes().get()).map(a -> a.name().get()))
        .containsExactly("cosine_0_0", "cosine_0_1", "cosine_1_0");
    assertThat(mapped.schema()).isEqualTo(stage().transformSchema(SCHEMA));
  }

  @Test
  void transform_pixelsOutsideOfTheRange_isRefusedWhenTheRowIsRead() {
    Dataset<Row> images = images(Vectors.zeros(6), Vectors.dense(0, 0, 0, 0, 17, 0), null);
    ImageFeatures stage = stage().setPixelRange(new double[] {0, 16});

    assertThat(stage.transform(images.filter("id = 100")).count()).isEqualTo(1);
    assertThatThrownBy(() -> stage.transform(images.filter("id = 101")).collectAsList())
        .rootCause()
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "cannot use a row as an image: pixel 1 of line 1 is outside of the range, expected 0.0"
                + " to 16.0, got a larger number");
    stage.setIdCol("id");
    assertThatThrownBy(() -> stage.transform(images.filter("id = 101")).collectAsList())
        .rootCause()
        .hasMessageStartingWith("cannot use row 101 as an image: pixel 1 of line 1 is outside");
    assertThatThrownBy(() -> stage.transform(images.filter("id = 102")).collectAsList())
        .rootCause()
        .hasMessage(
            "cannot use row 102 as an image: it has no pixels, expected a vector, got null");
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        row(
            s -> s.clear(s.inputCol()),
            "cannot map images: inputCol is not set, expected column of images: vectors of pixels,"
                + " row by row"),
        row(
            s -> s.clear(s.imageShape()),
            "cannot map images: imageShape is not set, expected rows and columns of an image, such"
                + " as 28x28"),
        row(
            s -> s.setPixelRange(new double[] {1}),
            "cannot map images: pixelRange has 1 values, expected the least and the largest"),
        row(
            s -> s.setMap("cosine:7"),
            "cannot map images of 2x3 pixels by cosine:7: they have 6 frequencies, expected 1 to 6"
                + " of them"),
        row(
            s -> s.setInputCol("pixels"),
            "cannot find column pixels: expected one of id, my.pixels, name"),
        row(s -> s.setInputCol("id"), "cannot use column id: expected vectors, got int"),
        row(
            s -> s.setIdCol("name"),
            "cannot use column name: expected whole numbers or strings, got double"),
        row(
            s -> s.setOutputCol("name"),
            "cannot add column name: the data has one of that name, expected none"));
  }

  private static Arguments row(Consumer<ImageFeatures> change, String message) {
    return Arguments.of(change, message);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void transformSchema_ofWhatDoesNotFit_isRefused(Consumer<ImageFeatures> change, String message) {
    ImageFeatures stage = stage();
    change.accept(stage);

    assertThatThrownBy(() -> stage.transformSchema(SCHEMA))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void transformSchema_ofVectorsOfAnotherLength_isRefused() {
    StructType schema = new StructType().add(new AttributeGroup("my.pixels", 5).toStructField());

    assertThatThrownBy(() -> stage().transformSchema(schema))
        .hasMessage("cannot use column my.pixels: expected vectors of length 6, got length 5");
  }

  @Test
  void params_ofTheStage_haveNameDocAndSetter() throws ReflectiveOperationException {
    for (Param<?> param : stage().params()) {
      ImageFeatures stage = new ImageFeatures("stage");
      Object other = StageParams.other(stage, param);

      assertThat(StageParams.setter(stage, param).invoke(stage, other)).isSameAs(stage);

      assertThat(StageParams.value(stage, param)).isEqualTo(other);
      assertThat(param.doc()).isNotBlank();
    }
    assertThat(StageParams.kept(stage())).containsExactlyInAnyOrder(stage().params());
  }

  @Test
  void save_ofAStage_loadsAsTheSame(@TempDir Path folder) throws Exception {
    LocalSpark.session();
    ImageFeatures stage = StageParams.setAll(new ImageFeatures("stage"));
    String path = folder.resolve("stage").toString();

    stage.save(path);

    StageParams.assertSame(ImageFeatures.load(path), stage);
    StageParams.assertSame(stage.copy(new ParamMap()), stage);
  }
}

package parley.fl.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.atIndex;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.error.InvalidDataException;
import parley.fl.image.ImageShape;
import parley.testing.LocalSpark;
import parley.testing.PublicData;

class IdxImagesIT {
  private static final int IMAGES = 0x803;
  private static final int LABELS = 0x801;

  @TempDir private Path folder;

  /** Big-endian words, then bytes. */
  private static byte[] idx(int[] header, int... bytes) {
    ByteBuffer all = ByteBuffer.allocate(4 * header.length + bytes.length);
    Arrays.stream(header).forEach(all::putInt);
    Arrays.stream(bytes).forEach(b -> all.put((byte) b));
    return all.array();
  }

  private String write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    try (OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(to) : to) {
      out.write(bytes);
    }
    Files.write(file, to.toByteArray());
    return file.toString();
  }

  private static IdxImages open(String images, String labels) {
    return IdxImages.open(LocalSpark.session(), images, labels);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".gz"})
  void frame_ofTwoFiles_hasTheirBytesInOrder(String ending) throws IOException {
    String images =
        write("images" + ending, idx(new int[] {IMAGES, 2, 1, 3}, 0, 127, 128, 255, 0, 1));
    String labels = write("labels" + ending, idx(new int[] {LABELS, 2}, 9, 200));

    IdxImages read = open(images, labels);

    assertThat(read.count()).isEqualTo(2);
    assertThat(read.shape()).isEqualTo(new ImageShape(1, 3));
    List<Row> rows = read.frame().collectAsList();
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).getLong(0)).isZero();
    assertThat(rows.get(0).<Vector>getAs(1).toArray()).containsExactly(0, 127, 128);
    assertThat(rows.get(0).getDouble(2)).isEqualTo(9);
    assertThat(rows.get(1).getLong(0)).isEqualTo(1);
    assertThat(rows.get(1).<Vector>getAs(1).toArray()).containsExactly(255, 0, 1);
    assertThat(rows.get(1).getDouble(2)).isEqualTo(200);
    assertThat(read.labelCounts())
        .hasSize(256)
        .contains(1, atIndex(9))
        .contains(1, atIndex(200))
        .contains(0, atIndex(0));
    Dataset<Row> unlabelled = IdxImages.open(LocalSpark.session(), images).frame();
    assertThat(unlabelled.collectAsList().get(1).<Vector>getAs(1).toArray())
        .containsExactly(255, 0, 1);
    assertThat(unlabelled.collectAsList().get(1).getDouble(2)).isZero();
    AttributeGroup pixels =
        AttributeGroup.fromStructField(read.frame().schema().apply(IdxImages.FEATURES));
    assertThat(Arrays.stream(pixels.attributes().get()).map(a -> a.name().get()))
        .containsExactly("pixel_0_0", "pixel_0_1", "pixel_0_2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          00000801 00000002 00000001 00000001 05 06 | 00000801 00000002 01 02 | cannot read IMAGES: it begins with 0x00000801, expected 0x00000803 of bytes in 3 dimensions
          1f8b0800 00000002                         | 00000801 00000002 01 02 | cannot read IMAGES: it begins with 0x1f8b0800, expected 0x00000803 of bytes in 3 dimensions
          00000803 00000002 00000001 00000001 05 06 | 00000803 00000002 01 02 | cannot read LABELS: it begins with 0x00000803, expected 0x00000801 of bytes in 1 dimension
          00000803 00000002 00000001 00000001 05 06 | 00000801 00000003 01 02 | cannot read images with their labels: IMAGES has 2 images, expected as many labels in LABELS, got 3
          00000803 00000002 0000                    | 00000801 00000002 01 02 | cannot read IMAGES: it ends within its header, expected 16 bytes or more
          00000803 00000000 00000001 00000001       | 00000801 00000000       | cannot read IMAGES: dimension 1 of 3 is 0, expected 1 or more
          00000803 00000002 ffffffff 00000001 05 06 | 00000801 00000002 01 02 | cannot read IMAGES: dimension 2 of 3 is -1, expected 1 or more
          00000803 00000002 00000001 00000401 05 06 | 00000801 00000002 01 02 | cannot read IMAGES: cannot use images of 1x1025 pixels: expected 1 to 1024 a side
          00000803 00000002 00000001 00000001 05    | 00000801 00000002 01 02 | cannot read IMAGES: it ends after 1 of 2, expected all of them
          00000803 00000002 00000001 00000001 05 06 | 00000801 00000002 01    | cannot read LABELS: it ends after 1 of 2, expected all of them
          00000803 00000002 00000001 00000001 05 06 07 | 00000801 00000002 01 02 | cannot read IMAGES: more bytes follow its 2, expected none
          00000803 00000002 00000001 00000001 05 06 | 00000801 00000002 01 02 03 | cannot read LABELS: more bytes follow its 2, expected none
          """)
  void frame_ofOtherFiles_isRefused(String imagesHex, String labelsHex, String message)
      throws IOException {
    for (String ending : List.of("", ".gz")) {
      String images = write("images" + ending, hex(imagesHex));
      String labels = write("labels" + ending, hex(labelsHex));

      assertThatThrownBy(() -> open(images, labels).frame().collectAsList())
          .as(ending)
          .satisfies(
              e -> {
                Throwable own = e;
                while (own.getCause() != null && !(own instanceof InvalidDataException)) {
                  own = own.getCause();
                }
                assertThat(own)
                    .isInstanceOf(InvalidDataException.class)
                    .hasMessage(message.replace("IMAGES", images).replace("LABELS", labels));
              });
    }
  }

  private static byte[] hex(String text) {
    return java.util.HexFormat.of().parseHex(text.replace(" ", ""));
  }

  @Test
  void open_filesThatAreNotThere_isRefused() throws IOException {
    String labels = write("labels", idx(new int[] {LABELS, 1}, 1));
    String missing = folder.resolve("none").toString();

    assertThatThrownBy(() -> open(missing, labels))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage("cannot read " + missing + ": there is no such file");
  }

  @Test
  void open_damagedGzip_isRefused() throws IOException {
    String labels = write("labels", idx(new int[] {LABELS, 1}, 1));
    Path damaged = folder.resolve("images.gz");
    Files.write(damaged, idx(new int[] {IMAGES, 1, 1, 1}, 1));

    assertThatThrownBy(() -> open(damaged.toString(), labels))
        .hasMessageStartingWith("cannot read " + damaged + ": ")
        .hasMessageContaining("gzip");
  }

  @Test
  void frame_ofMnist_hasItsCounts() {
    String images = PublicData.file("mnist/t10k-images-idx3-ubyte").toString();
    String labels = PublicData.file("mnist/t10k-labels-idx1-ubyte").toString();

    IdxImages read = open(images, labels);
    Dataset<Row> counts = read.frame().groupBy("label").count().orderBy("label");

    assertThat(read.shape()).isEqualTo(new ImageShape(28, 28));
    assertThat(counts.select("count").collectAsList().stream().map(r -> r.getLong(0)))
        .containsExactly(980L, 1135L, 1032L, 1010L, 982L, 892L, 958L, 1028L, 974L, 1009L);
    assertThat(read.frame().agg(functions.max("number")).first().getLong(0)).isEqualTo(9999);
  }
}

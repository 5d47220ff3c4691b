package parley.fl.feature;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a file of images and one of labels, read side by side. The end of both is looked at
 * with the last row. For one task.
 */
final class IdxRows implements Iterator<Row> {
  private final IdxFile imagesFile;
  private final @Nullable IdxFile labelsFile;
  private final DataInputStream images;
  private final @Nullable DataInputStream labels;
  private final int count;
  private final byte[] image;
  private final byte[] label = new byte[1];
  private int number;

  /** Opens both, of which the second may be none; the task closes them. */
  IdxRows(IdxFile imagesFile, @Nullable IdxFile labelsFile) throws IOException {
    this.imagesFile = imagesFile;
    this.labelsFile = labelsFile;
    images = opened(imagesFile);
    labels = labelsFile == null ? null : opened(labelsFile);
    int[] sizes = imagesFile.header(images);
    if (labelsFile != null && labels != null) {
      labelsFile.header(labels);
    }
    count = sizes[0];
    image = new byte[sizes[1] * sizes[2]];
  }

  private static DataInputStream opened(IdxFile file) throws IOException {
    DataInputStream in = file.open();
    TaskCompletionListener closing = done -> close(in);
    TaskContext.get().addTaskCompletionListener(closing);
    return in;
  }

  private void read(IdxFile file, DataInputStream in, byte[] to) throws IOException {
    file.next(in, to, number, count);
    if (number == count - 1) {
      file.requireEnd(in, count);
    }
  }

  private static void close(DataInputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean hasNext() {
    return number < count;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    try {
      read(imagesFile, images, image);
      if (labelsFile != null && labels != null) {
        read(labelsFile, labels, label);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    double[] pixels = new double[image.length];
    for (int k = 0; k < pixels.length; k++) {
      pixels[k] = image[k] & 0xFF;
    }
    // Most pixels of most images are 0.
    return RowFactory.create(
        (long) number++, Vectors.dense(pixels).compressed(), (double) (label[0] & 0xFF));
  }
}

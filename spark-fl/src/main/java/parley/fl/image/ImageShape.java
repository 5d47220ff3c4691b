package parley.fl.image;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rows and columns of an image whose pixels come row by row. Immutable, so safe for use by several
 * threads.
 *
 * @param height rows, 1 to {@value #MOST_PIXELS_A_SIDE}
 * @param width columns, 1 to {@value #MOST_PIXELS_A_SIDE}
 */
@DefaultSerializer(JavaSerializer.class)
public record ImageShape(int height, int width) implements Serializable {
  static final int MOST_PIXELS_A_SIDE = 1024;

  private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,3})x([1-9][0-9]{0,3})");

  /**
   * Checks both sides.
   *
   * @throws IllegalArgumentException if one is too short or too long
   */
  public ImageShape {
    if (height < 1 || width < 1 || height > MOST_PIXELS_A_SIDE || width > MOST_PIXELS_A_SIDE) {
      throw new IllegalArgumentException(
          "cannot use images of "
              + height
              + "x"
              + width
              + " pixels: expected 1 to "
              + MOST_PIXELS_A_SIDE
              + " a side");
    }
  }

  /**
   * Reads rows and columns, as {@code 28x28}.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static ImageShape read(String text) {
    Matcher sides = TEXT.matcher(text);
    if (!sides.matches()) {
      throw new IllegalArgumentException(
          "cannot read the shape of images: expected HEIGHTxWIDTH such as 28x28, got '"
              + text
              + "'");
    }
    return new ImageShape(Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2)));
  }

  /** Pixels of one image. */
  public int pixels() {
    return height * width;
  }

  /** What {@link #read} reads. */
  @Override
  public String toString() {
    return height + "x" + width;
  }
}

package parley.fl.image;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a provider makes of the pixels of each of its rows.
 *
 * <table>
 * <caption>Maps of images of h x w pixels</caption>
 * <tr><th>text</th><th>numbers</th><th>what they are</th></tr>
 * <tr><td>{@code none}</td><td>h w</td><td>the pixels</td></tr>
 * <tr><td>{@code average:K}</td><td>h w / K^2</td><td>means of cells of K x K pixels</td></tr>
 * <tr><td>{@code cosine:D}</td><td>D</td><td>the lowest frequencies of the cosine transform</td></tr>
 * <tr><td>{@code gradients:C}</td><td>9 C^2</td><td>directions of change in C x C cells; {@code
 * gradients} alone is {@code gradients:4}</td></tr>
 * </table>
 *
 * <p>A pixel counts as its place in the range, 0 to 1. All but the last are linear in it.
 * Immutable, so safe for use by several threads.
 *
 * @param map what is done, in the words of the table
 * @param shape of the images
 * @param range of their pixels
 */
@DefaultSerializer(JavaSerializer.class)
public record InputMap(String map, ImageShape shape, PixelRange range) implements Serializable {
  /** The map that gives the pixels themselves. */
  public static final String NONE = "none";

  private static final Pattern NUMBERED =
      Pattern.compile("(average|cosine|gradients):([1-9][0-9]{0,6})");
  private static final String DEFAULT_GRADIENTS = "gradients:4";

  /**
   * Checks that there is such a map of such images.
   *
   * @throws IllegalArgumentException if not
   */
  public InputMap {
    map = map.equals("gradients") ? DEFAULT_GRADIENTS : map;
    pixelMap(map, shape);
  }

  /**
   * Reads a map, such as {@code cosine:100}.
   *
   * @throws IllegalArgumentException if there is none of that name, or not of such images
   */
  public static InputMap read(String map, ImageShape shape, PixelRange range) {
    return new InputMap(map, shape, range);
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static InputMap ofText(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "cannot read the input map: expected its name, the images' shape and the pixels' range,"
              + " got '"
              + text
              + "'");
    }
    return new InputMap(parts[0], ImageShape.read(parts[1]), PixelRange.read(parts[2]));
  }

  /** All of it in one line, for a plan: equal maps have equal texts. */
  public String text() {
    return map + " " + shape + " " + range;
  }

  /** How many numbers it makes of an image. */
  public int width() {
    return names().size();
  }

  /** What these are called, in their order. */
  public List<String> names() {
    return pixelMap(map, shape).names();
  }

  /** The map with its tables, which take a moment to make. */
  public ImageMapper mapper() {
    return new ImageMapper(this, pixelMap(map, shape));
  }

  private static PixelMap pixelMap(String map, ImageShape shape) {
    if (map.equals(NONE)) {
      return new EachPixel(shape);
    }
    Matcher numbered = NUMBERED.matcher(map);
    if (!numbered.matches()) {
      throw new IllegalArgumentException(
          "cannot read the input map: expected none, average:K, cosine:D, gradients or"
              + " gradients:C, got '"
              + map
              + "'");
    }
    int number = Integer.parseInt(numbered.group(2));
    return switch (numbered.group(1)) {
      case "average" -> new AverageMap(shape, number);
      case "cosine" -> new CosineMap(shape, number);
      default -> new GradientMap(shape, number);
    };
  }
}

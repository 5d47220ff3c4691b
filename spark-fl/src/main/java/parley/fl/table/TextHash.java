package parley.fl.table;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.Platform;
import org.jspecify.annotations.Nullable;

/** A text as 64 bits; one that is a number gives what {@link RowIds} makes of that number. */
@DefaultSerializer(JavaSerializer.class)
record TextHash() implements UDF1<@Nullable String, @Nullable Long> {
  private static final long serialVersionUID = 1L;

  /** Of Spark's own function. */
  private static final long SEED = 42;

  private static final int MOST_DIGITS = 18;

  @Override
  public @Nullable Long call(@Nullable String text) {
    if (text == null) {
      return null;
    }
    if (isNumber(text)) {
      try {
        return ofNumber(text);
      } catch (NumberFormatException e) {
        return ofText(text); // such as "1.2.3"
      }
    }
    return ofText(text);
  }

  private static long ofText(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return XXH64.hashUnsafeBytes(bytes, Platform.BYTE_ARRAY_OFFSET, bytes.length, SEED);
  }

  private static long ofNumber(String text) {
    if (text.length() <= MOST_DIGITS && text.chars().noneMatch(c -> c == '.' || c > '9')) {
      return Long.parseLong(text);
    }
    double number = Double.parseDouble(text);
    boolean whole = Math.abs(number) < RowIds.LARGEST_WHOLE && Math.rint(number) == number;
    return whole ? (long) number : XXH64.hashLong(Double.doubleToLongBits(number), SEED);
  }

  /** Digits, a point, an exponent, signs where they may be: so that no date is tried. */
  private static boolean isNumber(String text) {
    boolean digits = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean sign = c == '+' || c == '-';
      boolean start = i == 0 || (text.charAt(i - 1) | 0x20) == 'e';
      digits |= c >= '0' && c <= '9';
      if (!(c >= '0' && c <= '9') && c != '.' && (c | 0x20) != 'e' && !(sign && start)) {
        return false;
      }
    }
    return digits;
  }
}

package parley.mhe.disk;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import parley.mhe.protocol.WireWriter;

/** Names of files for names of providers. Stateless. */
public final class FileNames {
  private static final int LONGEST = 200;

  private FileNames() {}

  /**
   * A file's name for a provider's: letters and digits of ASCII, dashes and dots stay, all else is
   * written as {@code %XX} of its UTF-8. So any script, a slash or a leading dot will do, and the
   * name is the same under every locale. Long ones end in a hash.
   */
  public static String of(String provider) {
    StringBuilder name = new StringBuilder();
    for (byte b : provider.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || c == '-'
              || c == '_'
              || c == '.' && name.length() > 0;
      name.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    if (name.length() == 0) {
      return "%";
    } else if (name.length() <= LONGEST) {
      return name.toString();
    }
    byte[] hash = WireWriter.sha256Digest().digest(provider.getBytes(StandardCharsets.UTF_8));
    return name.substring(0, LONGEST - 65) + "-" + HexFormat.of().formatHex(hash);
  }
}

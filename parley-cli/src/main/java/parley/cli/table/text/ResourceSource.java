package parley.cli.table.text;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.InputStream;
import parley.error.ParleyException;

/** A text that comes with the program. */
@DefaultSerializer(JavaSerializer.class)
public record ResourceSource(String path) implements TextSource {
  @Override
  public InputStream open(String name) {
    InputStream in = ResourceSource.class.getResourceAsStream(path);
    if (in == null) {
      throw new ParleyException("cannot read " + path + ": it is not in this jar");
    }
    return in;
  }
}

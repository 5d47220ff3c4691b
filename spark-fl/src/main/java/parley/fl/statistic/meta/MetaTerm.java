package parley.fl.statistic.meta;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;

/**
 * A coefficient that sites have estimated. Immutable, thread-safe.
 *
 * @param name for the result
 * @param estimate numeric column; a site without a value or error takes no part
 * @param standardError numeric column
 */
@DefaultSerializer(JavaSerializer.class)
public record MetaTerm(String name, String estimate, String standardError) implements Serializable {
  private static final long serialVersionUID = 1L;
}

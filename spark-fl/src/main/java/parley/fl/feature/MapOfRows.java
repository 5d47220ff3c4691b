package parley.fl.feature;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.api.java.UDF2;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.fl.image.ImageMapper;
import parley.fl.image.InputMap;

/** An input map as Spark's tasks run it: of an image, and of its row's id or null. */
@DefaultSerializer(JavaSerializer.class)
final class MapOfRows implements UDF2<@Nullable Vector, @Nullable Object, Vector> {
  private static final long serialVersionUID = 1L;

  private final InputMap map;

  /** Made by the first row of a task. Two threads that each make one make the same. */
  private transient volatile @Nullable ImageMapper mapper;

  MapOfRows(InputMap map) {
    this.map = map;
  }

  @Override
  public Vector call(@Nullable Vector image, @Nullable Object id) {
    if (image == null) {
      throw new InvalidDataException(
          "cannot use "
              + (id == null ? "a row" : "row " + id)
              + " as an image: it has no pixels, expected a vector, got null");
    }
    ImageMapper made = mapper;
    if (made == null) {
      made = map.mapper();
      mapper = made;
    }
    return Vectors.dense(made.apply(image.toArray(), id));
  }
}

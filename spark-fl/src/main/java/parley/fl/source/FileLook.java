package parley.fl.source;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import parley.error.InvalidDataException;
import parley.error.ParleyException;
import parley.mhe.runtime.cluster.OwnHome;

/**
 * What a provider's home tells of its file: the columns, and which file of which machine it is; or
 * what is wrong. Errors travel as data, so no task is retried. Immutable.
 */
@DefaultSerializer(JavaSerializer.class)
record FileLook(
    String provider,
    String place,
    String identity,
    @Nullable StructType schema,
    @Nullable String problem)
    implements Serializable {

  /** Looks at a file, in the process that is its provider's home. */
  static FileLook at(
      String provider, Manifest manifest, Map<String, String> options, boolean given) {
    String where = OwnHome.words();
    try {
      Path file = OwnFile.find(provider, manifest);
      where = file + " (" + OwnHome.words() + ")";
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      StructType schema = manifest.kind().look(file, options, given);
      String host = SparkEnv.get().blockManager().blockManagerId().host();
      return new FileLook(provider, where, host + " " + (key == null ? file : key), schema, null);
    } catch (InvalidDataException e) {
      String message = String.valueOf(e.getMessage());
      return failed(
          provider,
          message.startsWith("cannot ")
              ? message
              : "cannot read the file of " + provider + ": " + where + " " + message);
    } catch (ParleyException e) {
      return failed(provider, String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      // A parser's own words may hold a value.
      return failed(
          provider,
          "cannot read the file of "
              + provider
              + ": "
              + where
              + " is not what its format says, got "
              + e.getClass().getSimpleName());
    }
  }

  private static FileLook failed(String provider, String problem) {
    return new FileLook(provider, "", "", null, problem);
  }

  StructType schemaOrThrow() {
    if (schema == null) {
      throw new InvalidDataException(String.valueOf(problem));
    }
    return schema;
  }
}

package parley.fl.source;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.nio.file.Path;
import org.apache.spark.sql.connector.read.InputPartition;
import org.jspecify.annotations.Nullable;
import parley.mhe.runtime.placement.Homes;

/**
 * A provider's file, and where it is to be read.
 *
 * @param homes where providers live when a job is submitted; null where one process is all of them
 */
@DefaultSerializer(JavaSerializer.class)
record FilePartition(String provider, Manifest manifest, @Nullable Homes homes)
    implements InputPartition {

  /** A preference only, for Spark; {@link #find} is what holds. */
  @Override
  public String[] preferredLocations() {
    return homes == null ? new String[0] : new String[] {homes.of(provider).location()};
  }

  /**
   * The file, at home only.
   *
   * @throws parley.error.ParleyException elsewhere, or where there is no such file
   */
  Path find() {
    if (homes != null) {
      homes.requireHere(provider);
    }
    return OwnFile.find(provider, manifest);
  }
}

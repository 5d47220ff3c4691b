package parley.mhe.runtime.placement;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.jspecify.annotations.Nullable;
import parley.mhe.runtime.message.MisplacedException;

/**
 * Providers that one task speaks to, and the executor that is their home; null where any process
 * will do, since there is only one. Immutable.
 */
@DefaultSerializer(JavaSerializer.class)
public record ProviderGroup(int index, List<String> providers, @Nullable Home home)
    implements Serializable {
  /** An executor, as Spark and its host know it. */
  @DefaultSerializer(JavaSerializer.class)
  public record Home(String executor, String host, long pid) implements Serializable {
    /** Spark's name for this location. */
    public String location() {
      return "executor_" + host + "_" + executor;
    }

    /**
     * Refuses to compute anywhere else.
     *
     * @throws MisplacedException when this process is another executor
     */
    void requireHere(Object what) {
      String here = SparkEnv.get().executorId();
      if (!here.equals(executor)) {
        throw new MisplacedException(
            "cannot compute for "
                + what
                + ": the task landed elsewhere and computed nothing, expected executor "
                + executor
                + " on "
                + host
                + ", got executor "
                + here);
      }
    }
  }

  /** The home of a group on a cluster. */
  public Home homeOrThrow() {
    if (home == null) {
      throw new IllegalStateException("cannot find the home of " + providers + ": it has none");
    }
    return home;
  }

  /** Refuses to compute anywhere but at home. */
  void requireHere() {
    if (home != null) {
      home.requireHere(providers);
    }
  }
}

package parley.mhe.runtime.placement;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the providers live now. The driver changes it when an executor is lost; RDDs hold it, so
 * that each job goes by what was true when it was submitted. Thread-safe.
 */
@DefaultSerializer(JavaSerializer.class)
public final class Homes implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Map<String, ProviderGroup.Home> byProvider = new ConcurrentHashMap<>();

  public void put(String provider, ProviderGroup.Home home) {
    byProvider.put(provider, home);
  }

  public ProviderGroup.Home of(String provider) {
    ProviderGroup.Home home = byProvider.get(provider);
    if (home == null) {
      throw new IllegalStateException("cannot find the home of " + provider + ": it has none");
    }
    return home;
  }

  /**
   * Refuses to compute anywhere but at a provider's home.
   *
   * @throws parley.mhe.runtime.message.MisplacedException when this process is another executor
   */
  public void requireHere(String provider) {
    of(provider).requireHere(provider);
  }
}

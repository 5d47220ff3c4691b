package parley.mhe.runtime.carrier;

import java.util.Optional;
import org.apache.spark.SparkConf;

/**
 * Whether Spark protects what goes between driver and executors. Shares, uploads and ciphertexts
 * tell nothing to who reads them; who can change them on the way can spoil a result unseen, or act
 * as a driver that does not follow the protocol. Stateless, thread-safe.
 */
public final class NetworkProtection {
  private NetworkProtection() {}

  /**
   * What is missing, in words; empty with a local master or where Spark encrypts and authenticates
   * its messages: {@code spark.authenticate} with {@code spark.network.crypto.enabled}, or {@code
   * spark.ssl.rpc.enabled} (<a href="https://spark.apache.org/docs/4.1.0/security.html">Spark's
   * security page</a>).
   */
  public static Optional<String> warning(SparkConf conf) {
    String master = conf.get("spark.master", "");
    boolean local = master.equals("local") || master.startsWith("local[");
    boolean crypto =
        conf.getBoolean("spark.authenticate", false)
            && conf.getBoolean("spark.network.crypto.enabled", false);
    if (local || crypto || conf.getBoolean("spark.ssl.rpc.enabled", false)) {
      return Optional.empty();
    }
    return Optional.of(
        "the network between driver and executors is not protected: whoever can change messages"
            + " there can spoil the result or act as the driver; expected spark.authenticate=true"
            + " and spark.network.crypto.enabled=true, or spark.ssl.rpc.enabled=true, got none of"
            + " them");
  }
}

package parley.mhe.runtime.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which configurations of Spark are warned of. */
class NetworkProtectionTest {
  @ParameterizedTest(name = "{0}, authenticate {1}, crypto {2}, ssl {3}, rpc ssl {4}")
  @CsvSource({
    "local[4],            false, false, false, false, false",
    "local,               false, false, false, false, false",
    "'local-cluster[3,1,1024]', false, false, false, false, true",
    "spark://host:7077,   false, false, false, false, true",
    "spark://host:7077,   true,  false, false, false, true",
    "spark://host:7077,   false, true,  false, false, true",
    "spark://host:7077,   true,  true,  false, false, false",
    "yarn,                false, false, true,  false, true",
    "k8s://host,          false, false, false, true,  false"
  })
  void warning_byConfiguration_onlyWhereNothingProtects(
      String master,
      boolean authenticate,
      boolean crypto,
      boolean ssl,
      boolean rpcSsl,
      boolean warned) {
    SparkConf conf =
        new SparkConf(false)
            .set("spark.master", master)
            .set("spark.authenticate", Boolean.toString(authenticate))
            .set("spark.network.crypto.enabled", Boolean.toString(crypto))
            .set("spark.ssl.enabled", Boolean.toString(ssl))
            .set("spark.ssl.rpc.enabled", Boolean.toString(rpcSsl));
    assertThat(NetworkProtection.warning(conf).isPresent()).isEqualTo(warned);
  }
}

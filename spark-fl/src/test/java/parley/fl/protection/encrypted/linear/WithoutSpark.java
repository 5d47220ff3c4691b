package parley.fl.protection.encrypted.linear;

import java.nio.file.Files;
import java.nio.file.Path;
import parley.mhe.party.plan.KnownAlgorithms;
import parley.mhe.party.plan.PartyPlan;

/** Takes the plan of a file in a JVM that has no Spark, as a vault does. */
final class WithoutSpark {
  private WithoutSpark() {}

  public static void main(String[] arguments) throws Exception {
    try {
      Class.forName("org.apache.spark.sql.SparkSession");
    } catch (ClassNotFoundException e) {
      byte[] plan = Files.readAllBytes(Path.of(arguments[0]));
      KnownAlgorithms.ofThisProcess().require(PartyPlan.fromBytes(plan));
      return;
    }
    throw new IllegalStateException("Spark is on the class path, expected none");
  }
}

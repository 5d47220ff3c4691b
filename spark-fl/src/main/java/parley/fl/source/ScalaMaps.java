package parley.fl.source;

import java.util.Map;
import scala.collection.immutable.Map$;
import scala.jdk.javaapi.CollectionConverters;

/** Java's maps as Scala's. Stateless. */
final class ScalaMaps {
  private ScalaMaps() {}

  static scala.collection.immutable.Map<String, String> of(Map<String, String> map) {
    return Map$.MODULE$.from(CollectionConverters.asScala(map));
  }

  static scala.collection.immutable.Map<String, Object> none() {
    return Map$.MODULE$.empty();
  }
}

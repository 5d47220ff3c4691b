package parley.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.esotericsoftware.kryo.DefaultSerializer;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.Serializable;
import org.apache.spark.Partition;
import org.apache.spark.Partitioner;
import org.apache.spark.ml.param.Params;
import org.apache.spark.rdd.RDD;

/**
 * What Spark may serialise says how Kryo is to do it, which by itself can read neither records nor
 * Java's immutable lists: users set {@code spark.serializer} and know of no registrator.
 */
@AnalyzeClasses(packages = "parley", importOptions = DoNotIncludeTests.class)
class KryoTest {
  @ArchTest
  static final ArchRule serializable_withSpark_namesJavasSerializer =
      classes()
          .that()
          .resideInAnyPackage(
              "parley.mhe.runtime..", "parley.fl..", "parley.robust..", "parley.cli..")
          .and()
          .areAssignableTo(Serializable.class)
          .and()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .and()
          .areNotAnonymousClasses()
          .and(not(assignableTo(Throwable.class)))
          .and(not(assignableTo(Enum.class)))
          // Spark serialises these with its closures, by Java's serialiser always.
          .and(not(assignableTo(Params.class)))
          .and(not(assignableTo(RDD.class)))
          .and(not(assignableTo(Partition.class)))
          .and(not(assignableTo(Partitioner.class)))
          .and(not(assignableTo(scala.Function1.class)))
          .should()
          .beAnnotatedWith(DefaultSerializer.class);
}

package parley.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.evaluation.Evaluator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spark Connect finds stages among the services of their kind, and no others. */
class StageServicesTest {
  private static final JavaClasses OURS =
      new ClassFileImporter().withImportOption(new WithoutTests()).importPackages("parley");

  @ParameterizedTest
  @ValueSource(classes = {Estimator.class, Transformer.class, Evaluator.class})
  void services_ofAKind_areAllItsPublicClasses(Class<?> kind) {
    Set<String> stages =
        OURS.stream()
            .filter(c -> c.isAssignableTo(kind))
            .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(c -> !c.getModifiers().contains(JavaModifier.ABSTRACT))
            .map(JavaClass::getName)
            .collect(Collectors.toSet());
    Set<String> listed =
        ServiceLoader.load(kind).stream()
            .map(provider -> provider.type().getName())
            .filter(name -> name.startsWith("parley."))
            .collect(Collectors.toSet());
    assertThat(listed).isNotEmpty().isEqualTo(stages);
  }
}

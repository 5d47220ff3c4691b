package parley.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/**
 * Dependencies point down only: command line, estimators, Spark ML's manners, runtime, vault,
 * party, files, protocols, layouts, CKKS, binding, machine, and what all have in common.
 */
@AnalyzeClasses(packages = "parley", importOptions = WithoutTests.class)
class DependencyDirectionTest {
  private static final String[] COMMON = {
    "parley.error..", "parley.html..", "parley.json..", "parley.measure..", "parley.plot.."
  };

  private static final String[] WITHOUT_SPARK = {
    "parley.error..",
    "parley.html..",
    "parley.json..",
    "parley.measure..",
    "parley.plot..",
    "parley.mhe",
    "parley.mhe.machine..",
    "parley.mhe.binding..",
    "parley.mhe.ckks..",
    "parley.mhe.random..",
    "parley.mhe.layout..",
    "parley.mhe.protocol..",
    "parley.mhe.masking..",
    "parley.mhe.disk..",
    "parley.mhe.party..",
    "parley.mhe.vault.."
  };

  @ArchTest
  static final ArchRule layers_dependOnlyDownwards =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("machine")
          .definedBy("parley.mhe.machine..")
          .layer("binding")
          .definedBy("parley.mhe.binding..")
          .layer("ckks")
          .definedBy("parley.mhe.ckks..", "parley.mhe.random..")
          .layer("layout")
          .definedBy("parley.mhe.layout..")
          .layer("protocol")
          .definedBy("parley.mhe.protocol..")
          .layer("masking")
          .definedBy("parley.mhe.masking..")
          .layer("disk")
          .definedBy("parley.mhe.disk..")
          .layer("party")
          .definedBy("parley.mhe.party..")
          .layer("vault")
          .definedBy("parley.mhe.vault..")
          .layer("runtime")
          .definedBy("parley.mhe.runtime..")
          .layer("ml")
          .definedBy("parley.ml..")
          .layer("fl")
          .definedBy("parley.fl..")
          .layer("robust")
          .definedBy("parley.robust..")
          .layer("cli")
          .definedBy("parley.cli..")
          .whereLayer("machine")
          .mayOnlyBeAccessedByLayers("binding", "disk", "party", "cli")
          // The command line's doctor asks the binding what was loaded; nobody else looks below
          // CKKS and the layouts' integers.
          .whereLayer("binding")
          .mayOnlyBeAccessedByLayers("ckks", "layout", "cli")
          .whereLayer("ckks")
          .mayOnlyBeAccessedByLayers(
              "layout", "protocol", "masking", "party", "vault", "runtime", "fl", "cli")
          .whereLayer("layout")
          .mayOnlyBeAccessedByLayers("protocol", "party", "vault", "runtime", "fl", "cli")
          .whereLayer("protocol")
          .mayOnlyBeAccessedByLayers("masking", "disk", "party", "vault", "runtime", "fl", "cli")
          .whereLayer("masking")
          .mayOnlyBeAccessedByLayers("party", "vault", "runtime", "fl", "cli")
          .whereLayer("disk")
          .mayOnlyBeAccessedByLayers("party", "vault", "fl", "cli")
          .whereLayer("party")
          .mayOnlyBeAccessedByLayers("vault", "runtime", "fl", "cli")
          .whereLayer("vault")
          .mayOnlyBeAccessedByLayers("runtime", "fl", "cli")
          .whereLayer("runtime")
          .mayOnlyBeAccessedByLayers("fl", "cli")
          .whereLayer("ml")
          .mayOnlyBeAccessedByLayers("fl", "robust", "cli")
          .whereLayer("fl")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("robust")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule errors_dependOnNothingOfOurs =
      noClasses()
          .that()
          .resideInAPackage("parley.error..")
          .should()
          .dependOnClassesThat(
              Predicates.resideInAPackage("parley..")
                  .and(Predicates.resideOutsideOfPackage("parley.error..")))
          .because("every layer throws them");

  @ArchTest
  static final ArchRule common_dependsOnCommonOnly =
      noClasses()
          .that()
          .resideInAnyPackage(COMMON)
          .should()
          .dependOnClassesThat(
              Predicates.resideInAPackage("parley..")
                  .and(Predicates.resideOutsideOfPackages(COMMON)))
          .because("every layer may use it");

  @ArchTest
  static final ArchRule robustness_withoutNativeCode =
      noClasses()
          .that()
          .resideInAPackage("parley.robust..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("parley.mhe..")
          .because("attacks and audits run where no native library does");

  @ArchTest
  static final ArchRule folders_withoutCycles =
      SlicesRuleDefinition.slices().assignedFrom(Folders.EACH).should().beFreeOfCycles();

  /** Each package is a slice; the CKKS types and their samplers are one. */
  private static final class Folders implements SliceAssignment {
    static final Folders EACH = new Folders();

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
      String name = javaClass.getPackageName();
      return SliceIdentifier.of(name.equals("parley.mhe.random") ? "parley.mhe.ckks" : name);
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }

  @ArchTest
  static final ArchRule cryptography_withoutSpark =
      noClasses()
          .that()
          .resideInAnyPackage(WITHOUT_SPARK)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..")
          .because("a key vault must run without Spark");

  @ArchTest
  static final ArchRule cryptography_withoutNetwork =
      noClasses()
          .that()
          .resideInAnyPackage(WITHOUT_SPARK)
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.net.Socket")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.net.ServerSocket")
          .because("a party is bytes in and bytes out; the runtime carries them");

  @ArchTest
  static final ArchRule sockets_onlyInTheVault =
      noClasses()
          .that()
          .resideInAPackage("parley.mhe..")
          .and()
          .resideOutsideOfPackage("parley.mhe.vault..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.nio.channels.SocketChannel")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.nio.channels.ServerSocketChannel")
          .because("a party is bytes in and bytes out; the vault alone listens");

  @ArchTest
  static final ArchRule masks_withoutCiphertexts =
      noClasses()
          .that()
          .resideInAPackage("parley.mhe.masking..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("parley.mhe.binding..", "parley.mhe.ckks..")
          .because("sums under masks need no native library");

  @ArchTest
  static final ArchRule keyEncapsulation_onlyUnderMasks =
      noClasses()
          .that()
          .resideInAPackage("parley..")
          .and()
          .resideOutsideOfPackage("parley.mhe.masking..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bouncycastle..");

  @ArchTest
  static final ArchRule javacpp_onlyInTheBinding =
      noClasses()
          .that()
          .resideInAPackage("parley..")
          .and()
          .resideOutsideOfPackage("parley.mhe.binding..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bytedeco..");

  @ArchTest
  static final ArchRule families_doNotSeeEachOther =
      SlicesRuleDefinition.slices()
          .matching("parley.fl.family.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(
              DescribedPredicate.alwaysTrue(),
              Predicates.resideInAPackage("parley.fl.family.circuit.."))
          .because("a family is one folder");

  @ArchTest
  static final ArchRule families_withoutSessions =
      noClasses()
          .that()
          .resideInAnyPackage("parley.fl.family..", "parley.fl.optim..", "parley.fl.activation..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "parley.mhe.runtime..", "org.apache.spark.sql..", "org.apache.spark.api..")
          .because("a family knows neither Spark sessions nor transports");

  @ArchTest
  static final ArchRule families_withoutCiphertexts =
      noClasses()
          .that()
          .resideInAnyPackage("parley.fl.family..", "parley.fl.optim..", "parley.fl.activation..")
          .and()
          .resideOutsideOfPackage("parley.fl.family.circuit..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("parley.mhe.ckks..", "parley.mhe.binding..")
          .because("only a family's circuit computes on ciphertexts");

  @ArchTest
  static final ArchRule kindsOfCircuits_knownByNobody =
      noClasses()
          .that()
          .resideInAPackage("parley.fl..")
          .and()
          .resideOutsideOfPackage("parley.fl.protection.encrypted.linear..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("parley.fl.protection.encrypted.linear..")
          .because("a kind of circuit is one folder, found by its name, and more come beside it");

  @ArchTest
  static final ArchRule trainings_withoutMargins =
      noClasses()
          .that()
          .resideInAnyPackage(
              "parley.fl.protection",
              "parley.fl.protection.agree..",
              "parley.fl.protection.encrypted..",
              "parley.fl.settings..",
              "parley.fl.report..",
              "parley.fl.verify..")
          .and()
          .resideOutsideOfPackage("parley.fl.protection.encrypted.linear..")
          .and()
          .doNotHaveFullyQualifiedName("parley.fl.settings.LinearSettings")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("parley.fl.protection.linear..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("parley.fl.family.LinearFamily")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("parley.fl.family.circuit.MarginCircuit")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("parley.fl.settings.LinearSettings")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("parley.fl.plan.Layout")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("parley.fl.optim.IterationPlan")
          .because("what trains, saves, reports and predicts serves every kind of circuit");

  @ArchTest
  static final ArchRule logisticRegression_namedByItsStageAlone =
      noClasses()
          .that()
          .resideInAPackage("parley.fl..")
          .and()
          .resideOutsideOfPackages("parley.fl.family.logistic..", "parley.fl.classification..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("parley.fl.family.logistic..")
          .because("what trains, plans and reports serves every family");
}

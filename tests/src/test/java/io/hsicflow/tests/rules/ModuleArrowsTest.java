package io.hsicflow.tests.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The arrows between modules point down only. */
class ModuleArrowsTest {
  private static final String[] BACKENDS = {
    "io.hsicflow.model.nd4j..", "io.hsicflow.model.onednn..", "io.hsicflow.model.torch.."
  };
  private static final String[] JDK = {"", "java..", "javax..", "org.w3c.dom.."};

  @Test
  void modelCoreUsesTheJdkAlone() {
    classes()
        .that()
        .resideInAPackage("io.hsicflow.model..")
        .and()
        .resideOutsideOfPackages(BACKENDS)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(JDK)
                .or(resideInAPackage("io.hsicflow.model..").and(resideOutsideOfPackages(BACKENDS))))
        .because("a learner can be driven from a plain loop, without Flink, Kafka or a backend")
        .check(House.mainClasses());
  }

  @Test
  void nd4jBackendUsesModelCoreAndNd4j() {
    onlyUses(
        "io.hsicflow.model.nd4j",
        "io.hsicflow.model..",
        "org.nd4j..",
        "org.bytedeco..",
        "com.sun.jna..");
  }

  @Test
  void oneDnnBackendUsesModelCoreAndOneDnn() {
    onlyUses("io.hsicflow.model.onednn", "io.hsicflow.model..", "org.bytedeco..", "com.sun.jna..");
  }

  @Test
  void torchBackendUsesModelCoreAndLibtorch() {
    onlyUses("io.hsicflow.model.torch", "io.hsicflow.model..", "org.bytedeco..");
  }

  @Test
  void backendsDoNotKnowEachOther() {
    for (String backend : BACKENDS) {
      noClasses()
          .that()
          .resideInAPackage(backend)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              Arrays.stream(BACKENDS)
                  .filter(other -> !other.equals(backend))
                  .toArray(String[]::new))
          .because("each is there or not by itself")
          .check(House.mainClasses());
    }
  }

  @Test
  void schemasUseAvroAlone() {
    onlyUses("io.hsicflow.schemas", "org.apache.avro..");
  }

  @Test
  void connectorsUseSchemasFlinkAndKafka() {
    onlyUses(
        "io.hsicflow.connectors",
        "io.hsicflow.schemas..",
        "org.apache.flink..",
        "org.apache.kafka..",
        "org.apache.avro..",
        "org.apache.commons.compress..",
        "org.slf4j..");
  }

  @Test
  void brokerUsesTheKafkaServerAlone() {
    onlyUses("io.hsicflow.broker", "org.apache.kafka..", "kafka..", "scala..", "org.slf4j..");
  }

  @Test
  void operatorsUseModelCoreSchemasAndFlink() {
    onlyUses(
        "io.hsicflow.operators",
        "io.hsicflow.schemas..",
        "io.hsicflow.model..",
        "org.apache.avro..",
        "org.apache.flink..",
        "org.slf4j..");
    noClasses()
        .that()
        .resideInAPackage("io.hsicflow.operators..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(BACKENDS)
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.flink.connector.kafka..")
        .because("operators know neither which backend computes nor where records come from")
        .check(House.mainClasses());
  }

  @Test
  void onlyTheStagesOfFlinkMlAndTheFormatOfSqlKnowTables() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.hsicflow.operators.ml..", "io.hsicflow.connectors.sql..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.flink.table..", "org.apache.flink.ml..")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("io.hsicflow.operators.ml..")
        .because("the job runs without tables and without Flink ML")
        .check(House.mainClasses());
  }

  @Test
  void pipelineMeetsBackendsThroughTheirInterfaceAlone() {
    noClasses()
        .that()
        .resideInAPackage("io.hsicflow.pipeline..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(BACKENDS)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("org.nd4j..", "org.bytedeco..")
        .because("backends are found at run time, in Flink's lib folder or on the class path")
        .check(House.mainClasses());
  }

  @Test
  void everyMainClassBelongsToAModuleThatTheseRulesKnow() {
    List<String> strangers =
        House.mainClasses().stream()
            .map(each -> each.getPackageName())
            .distinct()
            .filter(
                name ->
                    !name.matches(
                        "io\\.hsicflow\\.(schemas|model|connectors|broker|operators|pipeline)(\\..*)?"))
            .toList();

    assertThat(House.mainClasses()).isNotEmpty();
    assertThat(strangers).isEmpty();
  }

  private static void onlyUses(String module, String... packages) {
    String[] allowed = new String[JDK.length + packages.length + 1];
    System.arraycopy(JDK, 0, allowed, 0, JDK.length);
    System.arraycopy(packages, 0, allowed, JDK.length, packages.length);
    allowed[allowed.length - 1] = module + "..";
    classes()
        .that()
        .resideInAPackage(module + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed)
        .check(House.mainClasses());
  }
}

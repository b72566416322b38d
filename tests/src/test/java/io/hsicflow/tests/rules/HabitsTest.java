package io.hsicflow.tests.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.ObjectInputStream;
import java.io.RandomAccessFile;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Where randomness, time and objects from outside come from, and how classes are called. */
class HabitsTest {

  @Test
  void randomnessComesFromTheCounterBasedGenerator() {
    noClasses()
        .should()
        .dependOnClassesThat(
            belongToAnyOf(Random.class, ThreadLocalRandom.class, SplittableRandom.class))
        .orShould()
        .callMethod(Math.class, "random")
        .because("a draw is a function of seed, purpose and sequence number: CounterRandom")
        .check(House.mainClasses());
  }

  @Test
  void timeComesFromAClockThatATestCanSet() {
    noClasses()
        .that()
        .doNotHaveSimpleName("SystemClock")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(OffsetDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .because("time is injected as a Clock, or taken from Flink's ProcessingTimeService")
        .check(House.mainClasses());
  }

  @Test
  void noObjectIsReadByJavaSerialization() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ObjectInputStream.class)
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.beans.XMLDecoder")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.apache.flink.util.InstantiationUtil")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("com.esotericsoftware..", "org.yaml.snakeyaml..", "java.rmi..")
        .because("what comes from outside could then run code of its choice")
        .check(House.mainClasses());
  }

  /**
   * The classes that hold records in their hands have no way to a file, so that no id, key, name or
   * location in a record can become a path. Of all that stands behind the source only the snapshot
   * store and the initial weights are files, and their paths come from settings and from digests.
   */
  @Test
  void whatHandlesRecordsTouchesNoFiles() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.hsicflow.schemas..",
            "io.hsicflow.connectors.admin..",
            "io.hsicflow.connectors.deadletter..",
            "io.hsicflow.connectors.kafka..",
            "io.hsicflow.connectors.sink..",
            "io.hsicflow.connectors.source..",
            "io.hsicflow.connectors.tail..",
            "io.hsicflow.operators..",
            "io.hsicflow.model.image..",
            "io.hsicflow.model.augment..")
        .and()
        .resideOutsideOfPackage("io.hsicflow.operators.snapshot..")
        .and()
        .doNotHaveSimpleName("WeightsFile")
        .should()
        .dependOnClassesThat(
            belongToAnyOf(
                File.class,
                Files.class,
                FileSystem.class,
                Path.class,
                FileInputStream.class,
                FileOutputStream.class,
                RandomAccessFile.class))
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("org\\.apache\\.flink\\.core\\.fs\\.(Path|FileSystem|FileStatus)")
        .because("a path out of a record could name any file")
        .check(House.mainClasses());
  }

  @Test
  void namesOfClassesSayWhatTheyDo() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .because("such a name fits everything")
        .check(House.mainClasses());
  }

  @Test
  void testsWaitForWhatHappensAndDoNotSleep() {
    noClasses()
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(TimeUnit.class, "sleep", long.class)
        .because("a sleep is too long on a fast machine and too short on a slow one")
        .check(House.testClasses());
  }
}

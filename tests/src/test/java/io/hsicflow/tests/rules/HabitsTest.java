package io.hsicflow.tests.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.io.ObjectInputStream;
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
        .because("what comes from outside could then run code of its choice")
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

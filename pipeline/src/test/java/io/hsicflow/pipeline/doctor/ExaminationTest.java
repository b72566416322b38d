package io.hsicflow.pipeline.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExaminationTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void whatACheckFindsIsTold() {
    Diagnosis diagnosis =
        examine(LONG, () -> Finding.attention("The belt is 3 m long.", "Lengthen it."));

    assertThat(diagnosis.line())
        .isEqualTo("attention  belt             The belt is 3 m long. Lengthen it.");
    assertThat(diagnosis.json())
        .containsEntry("check", "belt")
        .containsEntry("grade", "attention")
        .containsEntry("found", "The belt is 3 m long.")
        .containsEntry("do", "Lengthen it.");
  }

  @Test
  void aCheckThatThrowsIsWrongAndToldAsOneLine() {
    Diagnosis diagnosis =
        examine(
            LONG,
            () -> {
              throw new IOException("The belt\n  does not turn.");
            });

    assertThat(diagnosis.finding().grade()).isEqualTo(Grade.WRONG);
    assertThat(diagnosis.finding().found()).isEqualTo("The belt does not turn.");
    assertThat(diagnosis.finding().remedy()).isNotEmpty();
    assertThat(diagnosis.line()).doesNotContain("\n").doesNotContain("IOException");
  }

  @Test
  void anErrorIsToldLikeAnyOtherFailure() {
    Diagnosis diagnosis =
        examine(
            LONG,
            () -> {
              throw new UnsatisfiedLinkError("No belt in this machine.");
            });

    assertThat(diagnosis.finding().found()).isEqualTo("No belt in this machine.");
  }

  @Test
  void aCheckThatHangsIsGivenUpAndInterrupted() throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    Diagnosis diagnosis =
        examine(
            Duration.ofMillis(20),
            () -> {
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
              return Finding.fine("awake");
            });

    assertThat(diagnosis.finding().grade()).isEqualTo(Grade.WRONG);
    assertThat(diagnosis.line()).contains("20 ms", "given up", "--time-out");
    assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void secretsAreTakenOutOfAllThatIsSaid() {
    Diagnosis diagnosis =
        examine(LONG, () -> Finding.wrong("sesame does not open it.", "Try sesame again."));

    assertThat(diagnosis.line()).contains("****** does not open it. Try ****** again.");
  }

  private static Diagnosis examine(Duration timeOut, Callable<Finding> look) {
    return new Examination(timeOut, Throwable::getMessage, text -> text.replace("sesame", "******"))
        .of(
            new Check() {
              @Override
              public String name() {
                return "belt";
              }

              @Override
              public Finding look() throws Exception {
                return look.call();
              }
            });
  }
}

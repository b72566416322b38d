package io.hsicflow.pipeline.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.operators.clock.Clock;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MachineChecksTest {
  private static final long GIB = 1L << 30;
  private static final Instant MADE = Instant.parse("2026-01-31T12:00:00Z");

  @Test
  void anOldJavaIsWrongAndANewerOneThanTestedIsPointedOut() {
    assertThat(new JavaCheck(11, "Java 11.0.2").look())
        .isEqualTo(
            Finding.wrong(
                "Java 11.0.2, and hsicflow needs Java 17 or later.", "Set JAVA_HOME to a JDK 17."));
    assertThat(new JavaCheck(17, "Java 17").look()).isEqualTo(Finding.fine("Java 17"));
    assertThat(new JavaCheck(25, "Java 25").look().grade()).isEqualTo(Grade.ATTENTION);
    assertThat(JavaCheck.ofThisProcess().look().found()).contains("Java " + Runtime.version());
  }

  @Test
  void littleMemoryIsWrong() {
    Finding finding = new MemoryCheck(new MemorySizes(GIB / 4, GIB / 2, 16 * GIB)).look();

    assertThat(finding.grade()).isEqualTo(Grade.WRONG);
    assertThat(finding.found()).contains("0.5 GiB for all, of the machine's 16.0 GiB");
    assertThat(finding.remedy()).contains("2.0 GiB");
  }

  @Test
  void aHeapIsNeitherTooSmallNorLeavesTensorsNoRoom() {
    assertThat(memory(GIB / 8, 8 * GIB)).isEqualTo(Grade.WRONG);
    assertThat(memory(2 * GIB, 8 * GIB)).isEqualTo(Grade.FINE);
    assertThat(memory(7 * GIB, 8 * GIB)).isEqualTo(Grade.ATTENTION);
    assertThat(memory(GIB / 2, 3 * GIB / 2)).isEqualTo(Grade.ATTENTION);
  }

  private static Grade memory(long heap, long usable) {
    return new MemoryCheck(new MemorySizes(heap, usable, usable)).look().grade();
  }

  @Test
  void thisProcessHasMemoryToTellOf() throws IOException {
    MemorySizes sizes = MemorySizes.ofThisProcess();

    assertThat(sizes.heap()).isPositive();
    assertThat(sizes.usable()).isPositive().isLessThanOrEqualTo(sizes.machine());
  }

  @Test
  void aProcessorsWideVectorsAreTold() {
    List<String> cpuinfo =
        List.of("model name\t: Some Processor", "flags\t\t: fpu avx2 avx512f avx512_bf16 hle");

    assertThat(new ProcessorsCheck(4, 4, cpuinfo).look())
        .isEqualTo(Finding.fine("4 processors, Some Processor, avx2 avx512f avx512_bf16"));
    assertThat(new ProcessorsCheck(1, 1, List.of("Features\t: fp asimd bf16")).look())
        .isEqualTo(Finding.fine("1 processor, asimd bf16"));
    assertThat(new ProcessorsCheck(8, 8, List.of()).look())
        .isEqualTo(Finding.fine("8 processors, features not told on this system"));
  }

  @Test
  void aProcessorWithoutAvx2AndThreadsThatTakeTurnsNeedAttention() {
    Finding old = new ProcessorsCheck(2, 2, List.of("flags : fpu sse2")).look();
    Finding crowded = new ProcessorsCheck(2, 6, List.of("flags : avx2")).look();

    assertThat(old.grade()).isEqualTo(Grade.ATTENTION);
    assertThat(old.found()).contains("no wide vectors", "without AVX2");
    assertThat(crowded.grade()).isEqualTo(Grade.ATTENTION);
    assertThat(crowded.found()).contains("learner.threads is 6");
    assertThat(crowded.remedy()).contains("at most 2");
  }

  @Test
  void aClockBeforeTheProgramItselfIsWrong() {
    assertThat(new ClockCheck(at(MADE.minusSeconds(1)), MADE).look().grade())
        .isEqualTo(Grade.WRONG);
    assertThat(new ClockCheck(at(MADE.plusSeconds(1)), MADE).look())
        .isEqualTo(Finding.fine("2026-01-31T12:00:01Z"));
  }

  private static Clock at(Instant now) {
    return new Clock() {
      private static final long serialVersionUID = 1L;

      @Override
      public long millis() {
        return now.toEpochMilli();
      }

      @Override
      public long nanos() {
        return 0;
      }
    };
  }
}

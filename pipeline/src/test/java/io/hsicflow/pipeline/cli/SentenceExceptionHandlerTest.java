package io.hsicflow.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.pipeline.UserException;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class SentenceExceptionHandlerTest {
  @Test
  void whatTheUserCanMendIsToldBeforeItsCauses() {
    Exception failure =
        new ExecutionException(new UserException("Give --steps.", new IOException("end of file")));

    assertThat(SentenceExceptionHandler.sentence(failure)).isEqualTo("Give --steps.");
  }

  @Test
  void aSentenceOfOursIsToldBeforeALibrarysReasonBelowIt() {
    Exception failure =
        new RuntimeException(
            "Job failed",
            new IllegalStateException(
                "The brokers did not answer: check kafka.bootstrap.servers.",
                new IOException("Timed out waiting for a node assignment")));

    assertThat(SentenceExceptionHandler.sentence(failure))
        .isEqualTo("The brokers did not answer: check kafka.bootstrap.servers.");
  }

  @Test
  void aLibrarysReasonIsToldWithItsKind() {
    Exception failure = new RuntimeException("Job failed", new IOException("no space left"));

    assertThat(SentenceExceptionHandler.sentence(failure)).isEqualTo("IOException: no space left");
  }
}

package io.hsicflow.pipeline.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.schemas.registry.RegisteredSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeptSchemasTest {
  private static final RegisteredSchema SCHEMA = new RegisteredSchema("AVRO", "\"int\"", false);

  private final List<Integer> asked = new ArrayList<>();
  private Optional<RegisteredSchema> answer = Optional.empty();
  private long nanos = Long.MAX_VALUE - 5; // it may run over
  private final KeptSchemas kept = new KeptSchemas(null, () -> nanos);

  @Test
  void aSchemaIsAskedForOnce() {
    answer = Optional.of(SCHEMA);

    assertThat(find(7)).contains(SCHEMA);
    pass(Duration.ofDays(1));
    assertThat(find(7)).contains(SCHEMA);
    assertThat(asked).containsExactly(7);
  }

  @Test
  void anUnknownIdIsAskedForAfterASecondAndThenAfterTwiceAsLongUpToAMinute() {
    assertThat(find(7)).isEmpty();
    for (int pause : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      asked.clear();
      pass(Duration.ofSeconds(pause).minusNanos(1));
      assertThat(find(7)).isEmpty();
      assertThat(asked).as("within %d s", pause).isEmpty();
      pass(Duration.ofNanos(1));
      assertThat(find(7)).isEmpty();
      assertThat(asked).as("after %d s", pause).containsExactly(7);
    }
  }

  @Test
  void aSchemaThatWasRegisteredMeanwhileIsFoundAfterASecond() {
    assertThat(find(7)).isEmpty();
    answer = Optional.of(SCHEMA);
    assertThat(find(7)).isEmpty();

    pass(Duration.ofSeconds(1));

    assertThat(find(7)).contains(SCHEMA);
  }

  @Test
  void oneUnknownIdHoldsBackNoOther() {
    find(7);
    find(8);

    assertThat(asked).containsExactly(7, 8);
  }

  @Test
  void whatIsKeptIsBounded() {
    for (int kind = 0; kind < 2; kind++) {
      answer = kind == 0 ? Optional.empty() : Optional.of(SCHEMA);
      int first = kind * 10_000;
      for (int id = first; id < first + KeptSchemas.MOST_IDS; id++) {
        find(id);
      }
      asked.clear();
      find(first);
      assertThat(asked).as("all are kept").isEmpty();
      find(first + KeptSchemas.MOST_IDS);
      find(first);
      assertThat(asked).as("and forgotten by one more").hasSize(2).endsWith(first);
    }
  }

  @Test
  void whileOneIdIsAskedForAnotherIsAnsweredAndTheSameWaits() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    AtomicInteger questions = new AtomicInteger();
    KeptSchemas.Question slow =
        (http, id) -> {
          questions.incrementAndGet();
          begun.countDown();
          await(answered);
          return Optional.of(SCHEMA);
        };
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<Optional<RegisteredSchema>> first = threads.submit(() -> kept.find(7, slow));
      await(begun);
      Future<Optional<RegisteredSchema>> second = threads.submit(() -> kept.find(7, slow));

      assertThat(find(8)).as("answered while 7 is not").isEmpty();

      answered.countDown();
      assertThat(first.get()).contains(SCHEMA);
      assertThat(second.get()).contains(SCHEMA);
      assertThat(questions).hasValue(1);
    } finally {
      answered.countDown();
      threads.shutdownNow();
    }
  }

  @Test
  void aFailureIsToldToThoseThatWaitAndAskedAgainLater() {
    assertThatThrownBy(
            () ->
                kept.find(
                    7,
                    (http, id) -> {
                      throw new IllegalStateException("The registry is away.");
                    }))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("The registry is away.");

    answer = Optional.of(SCHEMA);
    assertThat(find(7)).contains(SCHEMA);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Optional<RegisteredSchema> find(int id) {
    return kept.find(
        id,
        (http, each) -> {
          asked.add(each);
          return answer;
        });
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }
}

package io.hsicflow.pipeline.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.schemas.registry.RegisteredSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

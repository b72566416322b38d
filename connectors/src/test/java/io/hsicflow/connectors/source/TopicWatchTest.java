package io.hsicflow.connectors.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class TopicWatchTest {
  private static final Uuid ONE = new Uuid(0, 1);
  private static final Uuid OTHER = new Uuid(0, 2);

  private final TopicWatch watch = new TopicWatch(false, Set.of());

  @Test
  void aTopicMadeAgainIsFoundAtOnce() {
    watch.compare(Map.of("a", ONE, "b", ONE));

    assertThatThrownBy(() -> watch.compare(Map.of("a", ONE, "b", OTHER)))
        .isInstanceOf(SuppressRestartsException.class)
        .hasRootCauseMessage(sentence("b", " and made again"));
  }

  @Test
  void aTopicMissingTwiceRunningIsDeleted() {
    watch.compare(Map.of("a", ONE, "b", ONE));
    watch.compare(Map.of("a", ONE));

    assertThatThrownBy(() -> watch.compare(Map.of("a", ONE)))
        .hasRootCauseMessage(sentence("b", ""));
  }

  @Test
  void aTopicMissingNowAndThenOrComingLaterIsNot() {
    watch.compare(Map.of("a", ONE));

    assertThatCode(
            () -> {
              watch.compare(Map.of());
              watch.compare(Map.of("a", ONE, "b", OTHER));
              watch.compare(Map.of("b", OTHER));
              watch.compare(Map.of("a", ONE));
            })
        .doesNotThrowAnyException();
  }

  @Test
  void aTopicThatMayLeaveIsToldOnceAndIsAnotherOneWhenItsNameIsThereAgain() {
    TopicWatch patient = new TopicWatch(true, Set.of());
    assertThat(patient.compare(Map.of("a", ONE, "b", ONE))).isEmpty();
    assertThat(patient.compare(Map.of("a", ONE))).isEmpty();

    assertThat(patient.compare(Map.of("a", ONE))).containsExactly("b");
    assertThat(patient.compare(Map.of("a", ONE))).isEmpty();
    assertThat(patient.compare(Map.of("a", ONE, "b", OTHER))).isEmpty();
  }

  @Test
  void aTopicMadeAgainBetweenTwoLooksEndsTheJobAlsoWhereItMayLeave() {
    TopicWatch patient = new TopicWatch(true, Set.of());
    patient.compare(Map.of("a", ONE));
    patient.compare(Map.of());

    assertThatThrownBy(() -> patient.compare(Map.of("a", OTHER)))
        .hasRootCauseMessage(sentence("a", " and made again"));
  }

  @Test
  void aTopicOfTheStateThatIsGoneHasLeft() {
    TopicWatch restored = new TopicWatch(true, Set.of("a", "b"));
    assertThat(restored.compare(Map.of("a", ONE))).isEmpty();

    assertThat(restored.compare(Map.of("a", ONE))).containsExactly("b");
  }

  private static String sentence(String topic, String again) {
    return "Topic "
        + topic
        + " was deleted"
        + again
        + " while the job reads it. The job's offsets mean nothing in what is there now, and it does not go on by itself:"
        + " start it afresh with --resume none, from the weights that it has if you like (./hsicflow export and"
        + " learner.initial-weights).";
  }
}

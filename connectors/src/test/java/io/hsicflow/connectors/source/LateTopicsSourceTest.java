package io.hsicflow.connectors.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer.PartitionOffsetsRetriever;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LateTopicsSourceTest {
  private static final TopicPartition LATE = new TopicPartition("late", 0);

  private final FirstLook look = new FirstLook();

  @SuppressWarnings("deprecation") // Flink's connector takes no other type
  private final OffsetsInitializer latest =
      new StartOffsets(OffsetsInitializer.latest(), look, OffsetResetStrategy.NONE);

  @Test
  void whatComesWhereThereWasNothingIsReadFromItsFirstRecord() throws Exception {
    SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator = started(Set.of());

    assertThat(startOf(LATE)).isZero();
    assertThat(enumerator.snapshotState(1).initialDiscoveryFinished()).isTrue();
  }

  @Test
  void whatIsThereAtTheFirstLookIsReadFromWhereReadingStarts() throws Exception {
    SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator = started(Set.of(LATE));

    assertThat(startOf(LATE)).isEqualTo(9);
    assertThat(enumerator.snapshotState(1).initialDiscoveryFinished()).isFalse();
  }

  @Test
  void anotherAttemptOfTheJobLooksAnew() throws Exception {
    started(Set.of());
    started(Set.of(LATE));

    assertThat(startOf(LATE)).isEqualTo(9);
  }

  private long startOf(TopicPartition partition) {
    return latest.getPartitionOffsets(Set.of(partition), offsets()).get(partition);
  }

  /** An enumerator that has looked once and found these. */
  private SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> started(
      Set<TopicPartition> found) throws Exception {
    Source<Object, KafkaPartitionSplit, KafkaSourceEnumState> source =
        stub(Source.class, (method, arguments) -> enumerator(found, context(arguments[0])));
    SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator =
        new LateTopicsSource<>(source, look)
            .createEnumerator(
                stub(
                    SplitEnumeratorContext.class,
                    (method, arguments) -> {
                      answer(arguments);
                      return null;
                    }));
    enumerator.start();
    return enumerator;
  }

  private static SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator(
      Set<TopicPartition> found, SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return stub(
        SplitEnumerator.class,
        (method, arguments) -> {
          if (method.equals("start")) {
            context.callAsync(() -> found, (result, failure) -> {}, 0, 1);
          }
          return method.equals("snapshotState")
              ? new KafkaSourceEnumState(Set.of(), Set.of(), false)
              : null;
        });
  }

  private static PartitionOffsetsRetriever offsets() {
    return stub(
        PartitionOffsetsRetriever.class,
        (method, arguments) ->
            Map.of(
                ((Collection<?>) arguments[0]).iterator().next(),
                method.equals("beginningOffsets") ? 0L : 9L));
  }

  @SuppressWarnings("unchecked")
  private static SplitEnumeratorContext<KafkaPartitionSplit> context(Object argument) {
    return (SplitEnumeratorContext<KafkaPartitionSplit>) argument;
  }

  @SuppressWarnings("unchecked")
  private static void answer(Object[] arguments) throws Exception {
    Object result = ((Callable<Object>) arguments[0]).call();
    ((BiConsumer<Object, Throwable>) arguments[1]).accept(result, null);
  }

  /** What answers all calls of an interface by a name and arguments. */
  @SuppressWarnings("unchecked")
  private static <T> T stub(Class<?> type, Answer answer) {
    return (T)
        Proxy.newProxyInstance(
            LateTopicsSourceTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer.to(method.getName(), arguments));
  }

  /** The answer to a call. */
  @FunctionalInterface
  private interface Answer {
    Object to(String method, Object[] arguments) throws Exception;
  }
}

package io.hsicflow.connectors.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class PatientContextTest {
  private final PatientContext<SourceSplit> context =
      new PatientContext<>(askedAtOnce(), Duration.ZERO);
  private final Queue<Exception> failures = new ArrayDeque<>();
  private final List<Object> heard = new ArrayList<>();

  @Test
  void brokersThatDoNotAnswerAreAskedAgain() {
    failures.add(new IllegalStateException(new ExecutionException(new TimeoutException("60 s"))));
    failures.add(new ExecutionException(new DisconnectException("gone")));

    context.callAsync(this::question, this::hear);

    assertThat(heard).containsExactly("answer");
  }

  @Test
  void soAreThoseThatAreAskedEveryNowAndThen() {
    failures.add(new ExecutionException(new TimeoutException("60 s")));

    context.callAsync(this::question, this::hear, 0, 1);

    assertThat(heard).containsExactly("answer");
  }

  @Test
  void whatAskingAgainDoesNotMendIsTold() {
    ExecutionException refused =
        new ExecutionException(new SaslAuthenticationException("wrong password"));
    failures.add(refused);

    context.callAsync(this::question, this::hear);

    assertThat(heard).containsExactly(refused);
  }

  private String question() throws Exception {
    if (!failures.isEmpty()) {
      throw failures.remove();
    }
    return "answer";
  }

  private void hear(String answer, Throwable failure) {
    heard.add(failure == null ? answer : failure);
  }

  /** A context that asks in the caller's thread and offers nothing else. */
  @SuppressWarnings("unchecked")
  private static SplitEnumeratorContext<SourceSplit> askedAtOnce() {
    return (SplitEnumeratorContext<SourceSplit>)
        Proxy.newProxyInstance(
            PatientContextTest.class.getClassLoader(),
            new Class<?>[] {SplitEnumeratorContext.class},
            (proxy, method, arguments) -> {
              Callable<Object> question = (Callable<Object>) arguments[0];
              BiConsumer<Object, Throwable> handler = (BiConsumer<Object, Throwable>) arguments[1];
              try {
                handler.accept(question.call(), null);
              } catch (Exception e) {
                handler.accept(null, e);
              }
              return null;
            });
  }
}

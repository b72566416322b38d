package io.hsicflow.connectors.source;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks brokers that do not answer again, until they do or the source is closed. */
final class PatientContext<SplitT extends SourceSplit> extends ForwardingContext<SplitT> {
  private static final Logger LOG = LoggerFactory.getLogger(PatientContext.class);

  private final Duration pause;

  /**
   * @param pause between two questions; each waits for its own answer long enough by itself
   */
  PatientContext(SplitEnumeratorContext<SplitT> context, Duration pause) {
    super(context);
    this.pause = pause;
  }

  @Override
  public <T> void callAsync(Callable<T> question, BiConsumer<T, Throwable> handler) {
    super.callAsync(patient(question), handler);
  }

  @Override
  public <T> void callAsync(
      Callable<T> question, BiConsumer<T, Throwable> handler, long initialDelay, long period) {
    super.callAsync(patient(question), handler, initialDelay, period);
  }

  private <T> Callable<T> patient(Callable<T> question) {
    return () -> {
      while (true) {
        try {
          return question.call();
        } catch (Exception e) {
          if (!isSilence(e)) {
            throw e;
          }
          LOG.warn(
              "The brokers do not say which partitions there are; the job goes on with those it knows, and asks again."
                  + " Look after the brokers, or after kafka.bootstrap.servers if it has never worked.",
              e);
          TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        }
      }
    };
  }

  private static boolean isSilence(Exception e) {
    return ExceptionUtils.findThrowable(e, TimeoutException.class).isPresent()
        || ExceptionUtils.findThrowable(e, DisconnectException.class).isPresent();
  }
}

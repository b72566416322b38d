package io.hsicflow.connectors.kafka;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** Waits for an answer of the brokers; what goes wrong becomes a sentence. */
public final class KafkaCalls {
  private static final long WAIT_SECONDS = 60;

  private static final String WAY_OUT =
      ": check kafka.bootstrap.servers, kafka.security.protocol and that they run.";

  private KafkaCalls() {}

  /**
   * The answer.
   *
   * @param task what was asked, as in "The brokers did not ...": {@code list the topics}
   * @throws IllegalStateException where there is none, with Kafka's reason
   */
  public static <T> T await(KafkaFuture<T> answer, String task) {
    try {
      return answer.get(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof AuthenticationException) {
        throw new IllegalStateException(
            "The brokers could not " + task + ": " + cause.getMessage() + wayIn(cause), cause);
      }
      boolean silent = cause instanceof org.apache.kafka.common.errors.TimeoutException;
      throw new IllegalStateException(
          silent
              ? "The brokers did not " + task + " (" + cause.getMessage() + ")" + WAY_OUT
              : "The brokers could not " + task + ": " + cause.getMessage(),
          cause);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "The brokers did not " + task + " within " + WAIT_SECONDS + " s" + WAY_OUT, e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private static String wayIn(Throwable cause) {
    return cause instanceof SslAuthenticationException
        ? " (check kafka.ssl.truststore.location and its fellows)"
        : " (check user and password in kafka.sasl.jaas.config, and kafka.sasl.mechanism)";
  }
}

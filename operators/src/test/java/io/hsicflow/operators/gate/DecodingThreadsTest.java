package io.hsicflow.operators.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.operators.clock.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DecodingThreadsTest {

  private final ManualClock clock = new ManualClock();
  private final List<String> outcomes = new CopyOnWriteArrayList<>();

  @Test
  void aJobPastTheLimitExpiresOnceAndItsThreadIsReplaced() throws Exception {
    Work stuck = new Work("stuck");
    Work next = new Work("next");
    next.release.countDown();
    try (DecodingThreads threads = new DecodingThreads("test", 1, Duration.ofDays(1), clock)) {
      threads.submit(stuck);
      threads.submit(next);
      assertThat(stuck.started.await(1, TimeUnit.MINUTES)).isTrue();

      clock.advanceMillis(Duration.ofDays(1).toMillis());
      threads.expire();
      assertThat(outcomes).isEmpty();
      clock.advanceMillis(1);
      threads.expire();
      assertThat(next.done.await(1, TimeUnit.MINUTES)).isTrue();
      assertThat(outcomes).containsExactly("stuck expired", "next done");

      stuck.release.countDown();
      assertThat(stuck.done.await(1, TimeUnit.MINUTES)).isTrue();
      threads.expire();
      assertThat(outcomes).containsExactly("stuck expired", "next done");
    }
  }

  @Test
  void waitingInTheQueueDoesNotCountAgainstTheLimit() throws Exception {
    Work first = new Work("first");
    Work second = new Work("second");
    try (DecodingThreads threads = new DecodingThreads("test", 1, Duration.ofDays(1), clock)) {
      threads.submit(first);
      threads.submit(second);
      assertThat(first.started.await(1, TimeUnit.MINUTES)).isTrue();
      clock.advanceMillis(Duration.ofHours(20).toMillis());
      first.release.countDown();
      assertThat(second.started.await(1, TimeUnit.MINUTES)).isTrue();
      clock.advanceMillis(Duration.ofHours(20).toMillis());
      threads.expire();
      second.release.countDown();
      assertThat(second.done.await(1, TimeUnit.MINUTES)).isTrue();

      assertThat(outcomes).containsExactly("first done", "second done");
    }
  }

  private final class Work implements DecodingThreads.Job {
    private final String name;
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    Work(String name) {
      this.name = name;
    }

    @Override
    public void run(AtomicBoolean decided) {
      started.countDown();
      boolean waiting = true;
      while (waiting) {
        try {
          release.await();
          waiting = false;
        } catch (InterruptedException deaf) {
          waiting = true; // a decoder that does not listen
        }
      }
      if (decided.compareAndSet(false, true)) {
        outcomes.add(name + " done");
      }
      done.countDown();
    }

    @Override
    public void expire() {
      outcomes.add(name + " expired");
    }
  }
}

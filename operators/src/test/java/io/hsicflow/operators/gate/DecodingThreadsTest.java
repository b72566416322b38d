package io.hsicflow.operators.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.operators.clock.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DecodingThreadsTest {

  private static final Duration LIMIT = Duration.ofDays(1);

  private final String name = "test " + UUID.randomUUID();
  private final ManualClock clock = new ManualClock();
  private final AtomicLong processorMillis = new AtomicLong();
  private final List<String> outcomes = new CopyOnWriteArrayList<>();
  private final List<String> warnings = new CopyOnWriteArrayList<>();

  @Test
  void aJobPastTheLimitExpiresOnceAndItsThreadIsReplaced() throws Exception {
    Work stuck = new Work("stuck");
    Work next = new Work("next").released();
    try (DecodingThreads threads = oneThread()) {
      threads.submit(stuck);
      threads.submit(next);
      await(stuck.started);

      use(LIMIT);
      threads.expire();
      assertThat(outcomes).isEmpty();
      assertThat(threads.abandoned()).isZero();
      use(Duration.ofMillis(1));
      threads.expire();
      await(next.done);
      assertThat(threads.abandoned()).isEqualTo(1);
      assertThat(outcomes).containsExactlyInAnyOrder("stuck expired", "next done");

      stuck.release.countDown();
      await(stuck.done);
      threads.expire();
      assertThat(outcomes).containsExactlyInAnyOrder("stuck expired", "next done");
    }
    assertThat(stuck.why)
        .isEqualTo(
            "Decoding used 86400001 ms of processor time and was not done; gate.time-limit is"
                + " 86400000 ms.");
  }

  @Test
  void waitingInTheQueueDoesNotCountAgainstTheLimit() throws Exception {
    Work first = new Work("first");
    Work second = new Work("second");
    try (DecodingThreads threads = oneThread()) {
      threads.submit(first);
      threads.submit(second);
      await(first.started);
      use(Duration.ofHours(20));
      first.release.countDown();
      await(second.started);
      use(Duration.ofHours(20));
      threads.expire();
      second.release.countDown();
      await(second.done);

      assertThat(outcomes).containsExactly("first done", "second done");
    }
  }

  @Test
  void whatBusyNeighboursTakeDoesNotCountAgainstTheLimit() throws Exception {
    Work slowed = new Work("slowed");
    try (DecodingThreads threads = oneThread()) {
      threads.submit(slowed);
      await(slowed.started);
      processorMillis.addAndGet(Duration.ofHours(23).toMillis());
      clock.advanceMillis(LIMIT.multipliedBy(29).toMillis());
      threads.expire();
      slowed.release.countDown();
      await(slowed.done);

      assertThat(outcomes).containsExactly("slowed done");
    }
  }

  @Test
  void aJobThatStandsStillExpiresByTheClock() throws Exception {
    Work blocked = new Work("blocked");
    try (DecodingThreads threads = oneThread()) {
      threads.submit(blocked);
      await(blocked.started);
      clock.advanceMillis(LIMIT.multipliedBy(30).toMillis());
      threads.expire();
      assertThat(outcomes).isEmpty();
      clock.advanceMillis(1);
      threads.expire();

      assertThat(outcomes).containsExactly("blocked expired");
    }
    assertThat(blocked.why)
        .isEqualTo(
            "Decoding stood still: 2592000001 ms passed, of which it used 0 ms of processor time;"
                + " the clock's bound is 2592000000 ms, 30 times gate.time-limit.");
  }

  @Test
  void aJobThatThrowsIsToldAndItsThreadGoesOn() throws Exception {
    Work broken = new Work("broken").released();
    broken.thrown = new IllegalStateException("nobody takes it");
    Work next = new Work("next").released();
    try (DecodingThreads threads = oneThread()) {
      threads.submit(broken);
      threads.submit(next);
      await(next.done);

      assertThat(outcomes).containsExactly("broken failed: nobody takes it", "next done");
    }
  }

  @Test
  void aJobThatCannotExpireIsToldAndTheWatchdogGoesOn() throws Exception {
    Work first = new Work("first");
    first.thrown = new IllegalStateException("nobody takes it");
    Work second = new Work("second");
    try (DecodingThreads threads = oneThread()) {
      threads.submit(first);
      await(first.started);
      use(LIMIT.plusMillis(1));
      threads.expire();
      threads.submit(second);
      await(second.started);
      use(LIMIT.plusMillis(1));
      threads.expire();

      assertThat(outcomes).containsExactly("first failed: nobody takes it", "second expired");
    }
  }

  @Test
  void aFailureThatCouldNotBeToldShowsAtTheNextSubmission() throws Exception {
    Work broken = new Work("broken");
    broken.thrown = new IllegalStateException("nobody takes it");
    broken.deaf = true;
    Work next = new Work("next").released();
    try (DecodingThreads threads = oneThread()) {
      threads.submit(broken);
      threads.submit(next);
      broken.released(); // not before: its failure would meet the second submission already
      await(next.done);

      assertThatThrownBy(() -> threads.submit(new Work("third")))
          .hasMessageContaining("could not hand that over")
          .cause()
          .hasMessage("deaf to failures")
          .hasSuppressedException(broken.thrown);
    }
  }

  @Test
  void theWatchdogLooksByItself() throws Exception {
    Duration limit = Duration.ofMillis(4);
    Work stuck = new Work("stuck");
    Work next = new Work("next").released();
    try (DecodingThreads threads = threads(1, limit)) {
      threads.submit(stuck);
      threads.submit(next);
      await(stuck.started);
      use(limit.plusMillis(1));

      await(stuck.expired);
      await(next.done);
      assertThat(outcomes).containsExactlyInAnyOrder("stuck expired", "next done");
    } finally {
      stuck.released();
    }
  }

  @Test
  void noMoreThreadsAreGivenUpForOthersThanThereAre() throws Exception {
    Work first = new Work("first");
    Work second = new Work("second");
    Work third = new Work("third").released();
    try (DecodingThreads threads = oneThread()) {
      giveUp(threads, first);
      assertThat(warnings).isEmpty();
      giveUp(threads, second);
      threads.submit(third);

      assertThat(threads.abandoned()).isEqualTo(2);
      assertThat(living()).isEqualTo(2);
      assertThat(outcomes).containsExactly("first expired", "second expired");
      assertThat(warnings)
          .singleElement()
          .asString()
          .startsWith("Only 0 of gate.threads = 1 decoding threads are left: 2 are still busy")
          .contains("restart the TaskManager");

      first.released();
      await(third.done);
      assertThat(threads.abandoned()).isEqualTo(1);
      Work fourth = new Work("fourth");
      giveUp(threads, fourth);
      assertThat(warnings).hasSize(2);
      fourth.released();
    } finally {
      second.released();
    }
  }

  @Test
  void ofSeveralThreadsThoseThatAreLeftGoOn() throws Exception {
    List<Work> stuck = List.of(new Work("1"), new Work("2"), new Work("3"));
    Work next = new Work("next").released();
    try (DecodingThreads threads = threads(2, LIMIT)) {
      for (Work work : stuck) {
        giveUp(threads, work);
      }
      assertThat(living()).isEqualTo(4);
      assertThat(warnings).singleElement().asString().startsWith("Only 1 of gate.threads = 2");
      threads.submit(next);
      await(next.done);
    } finally {
      stuck.forEach(Work::released);
    }
  }

  @Test
  void jobsThatWaitForThreadsThatDoNotComeBackFail() throws Exception {
    List<Work> stuck = List.of(new Work("1"), new Work("2"));
    try (DecodingThreads threads = oneThread()) {
      for (Work work : stuck) {
        giveUp(threads, work);
      }
      threads.submit(new Work("third"));
      threads.submit(new Work("fourth"));
      clock.advanceMillis(LIMIT.multipliedBy(30).toMillis());
      threads.expire();
      assertThat(outcomes).containsExactly("1 expired", "2 expired");
      clock.advanceMillis(1);
      threads.expire();

      assertThat(outcomes).hasSize(4);
      assertThat(outcomes.get(2))
          .startsWith("third failed: All decoding threads, gate.threads = 1 and as many")
          .contains("none came back within 2592000000 ms", "restart the TaskManager");
      assertThat(outcomes.get(3)).startsWith("fourth failed: All decoding threads");
    } finally {
      stuck.forEach(Work::released);
    }
  }

  private void giveUp(DecodingThreads threads, Work work) throws InterruptedException {
    threads.submit(work);
    await(work.started);
    use(LIMIT.plusMillis(1));
    threads.expire();
  }

  /** Decoding threads that have not ended. */
  private long living() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches(name + " \\d+"))
        .count();
  }

  private DecodingThreads oneThread() {
    return threads(1, LIMIT);
  }

  private DecodingThreads threads(int number, Duration limit) {
    return new DecodingThreads(
        name,
        number,
        new DecodingLimit(limit),
        clock,
        thread -> Duration.ofMillis(processorMillis.get()).toNanos(),
        warnings::add);
  }

  /** Lets a job use the processor, undisturbed by neighbours. */
  private void use(Duration duration) {
    processorMillis.addAndGet(duration.toMillis());
    clock.advanceMillis(duration.toMillis());
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
  }

  private final class Work implements DecodingThreads.Job {
    private final String name;
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch expired = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile RuntimeException thrown;
    private volatile boolean deaf;
    private volatile String why;

    Work(String name) {
      this.name = name;
    }

    Work released() {
      release.countDown();
      return this;
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
        handOver("done");
      }
      done.countDown();
    }

    @Override
    public void expire(String why) {
      this.why = why;
      handOver("expired");
      expired.countDown();
    }

    @Override
    public void fail(Throwable failure) {
      if (deaf) {
        throw new IllegalStateException("deaf to failures");
      }
      outcomes.add(name + " failed: " + failure.getMessage());
    }

    private void handOver(String outcome) {
      if (thrown != null) {
        throw thrown;
      }
      outcomes.add(name + " " + outcome);
    }
  }
}

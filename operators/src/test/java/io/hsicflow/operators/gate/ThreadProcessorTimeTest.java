package io.hsicflow.operators.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.operators.clock.ManualClock;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ThreadProcessorTimeTest {

  private final ProcessorTime processor = new ThreadProcessorTime(new ManualClock());

  @Test
  void aThreadThatWorksUsesTheProcessor() {
    Thread self = Thread.currentThread();
    long start = processor.nanos(self);
    long until = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() + 20_000_000;
    while (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() < until) {
      Thread.onSpinWait();
    }

    assertThat(processor.nanos(self) - start).isGreaterThanOrEqualTo(20_000_000);
  }

  @Test
  void aThreadThatStandsStillUsesNoneWhileOthersWork() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Thread blocked = new Thread(() -> awaitUninterrupted(release));
    blocked.start();
    while (blocked.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    long start = processor.nanos(blocked);
    aThreadThatWorksUsesTheProcessor();

    assertThat(processor.nanos(blocked) - start).isZero();
    release.countDown();
    blocked.join();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

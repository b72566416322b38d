package io.hsicflow.operators.gate;

import io.hsicflow.operators.clock.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Daemon threads that run jobs in the order of their submission, and a watchdog. A job that breaks
 * the limit is told so, once, and its thread, which a decoder may never give back, is replaced; it
 * ends when the decoder does. The limit counts from a job's start, so that waiting costs nobody
 * anything. A job that throws is told of that, and its thread takes the next one: the number of
 * threads never falls.
 */
final class DecodingThreads implements AutoCloseable {

  /** A piece of work; one of its outcomes is used, and {@link #fail} where handing over failed. */
  interface Job {

    /** Does the work and hands over its outcome unless {@code decided}. */
    void run(AtomicBoolean decided);

    /** Hands over that the limit is broken; {@code why} is a sentence. */
    void expire(String why);

    /** Hands over that the work or one of the other outcomes threw {@code failure}. */
    void fail(Throwable failure);
  }

  private final BlockingQueue<Job> queue = new LinkedBlockingQueue<>();
  private final List<Worker> workers = new ArrayList<>();
  private final ScheduledExecutorService watchdog;
  private final String name;
  private final DecodingLimit limit;
  private final Clock clock;
  private final ProcessorTime processor;
  private final AtomicInteger abandoned = new AtomicInteger();
  private volatile Throwable failure;
  private int started;
  private boolean closed;

  DecodingThreads(
      String name, int threads, DecodingLimit limit, Clock clock, ProcessorTime processor) {
    this.name = name;
    this.limit = limit;
    this.clock = clock;
    this.processor = processor;
    for (int i = 0; i < threads; i++) {
      start();
    }
    watchdog = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, name + " watchdog"));
    long period = Math.max(1, limit.processor().toMillis() / 4);
    watchdog.scheduleAtFixedRate(this::expire, period, period, TimeUnit.MILLISECONDS);
  }

  /**
   * Queues {@code job}; never blocks. Who submits bounds the number of jobs in flight.
   *
   * @throws IllegalStateException if an earlier job failed and could not even say so
   */
  void submit(Job job) {
    if (failure != null) {
      throw new IllegalStateException(
          "A job of " + name + " failed and could not hand that over.", failure);
    }
    queue.add(job);
  }

  /** Threads that were given up and are still busy with a job that broke the limit. */
  int abandoned() {
    return abandoned.get();
  }

  /** Gives up every job that has broken the limit. */
  synchronized void expire() {
    if (closed) {
      return;
    }
    for (Worker worker : List.copyOf(workers)) {
      Running running = worker.running;
      if (running != null) {
        guard(running.job(), () -> expireIfExceeded(worker, running));
      }
    }
  }

  private void expireIfExceeded(Worker worker, Running running) {
    long used = processor.nanos(worker.thread) - running.startProcessorNanos();
    long passed = clock.nanos() - running.startNanos();
    if (limit.isExceeded(used, passed) && running.decided().compareAndSet(false, true)) {
      worker.givenUp = true;
      abandoned.incrementAndGet();
      worker.abandon();
      workers.remove(worker);
      start();
      running.job().expire(limit.sentence(used, passed));
    }
  }

  /** Runs a part of {@code job}; what it throws ends neither a thread nor the watchdog. */
  private void guard(Job job, Runnable part) {
    try {
      part.run();
    } catch (Throwable thrown) {
      try {
        job.fail(thrown);
      } catch (Throwable again) {
        again.addSuppressed(thrown);
        failure = again;
      }
    }
  }

  private synchronized void start() {
    Worker worker = new Worker();
    workers.add(worker);
    daemon(worker, name + " " + started++).start();
  }

  @Override
  public synchronized void close() {
    closed = true;
    watchdog.shutdownNow();
    workers.forEach(Worker::abandon);
    workers.clear();
    queue.clear();
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private record Running(
      Job job, long startNanos, long startProcessorNanos, AtomicBoolean decided) {}

  private final class Worker implements Runnable {
    private volatile Running running;
    private volatile boolean ended;
    private volatile boolean givenUp;
    private volatile Thread thread;

    @Override
    public void run() {
      thread = Thread.currentThread();
      takeJobs();
      if (givenUp) {
        abandoned.decrementAndGet();
      }
    }

    private void takeJobs() {
      while (!ended) {
        try {
          Job job = queue.take();
          guard(job, () -> work(job));
          running = null;
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }

    private void work(Job job) {
      AtomicBoolean decided = new AtomicBoolean();
      running = new Running(job, clock.nanos(), processor.nanos(thread), decided);
      job.run(decided);
    }

    void abandon() {
      ended = true;
      Thread mine = thread;
      if (mine != null) {
        mine.interrupt();
      }
    }
  }
}

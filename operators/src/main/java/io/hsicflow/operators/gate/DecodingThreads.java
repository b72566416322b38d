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
import java.util.function.Consumer;

/**
 * Daemon threads that run jobs in the order of their submission, and a watchdog. A job that breaks
 * the limit is told so, once, and its thread, which a decoder may never give back, is replaced; it
 * ends when the decoder does. The limit counts from a job's start, so that waiting costs nobody
 * anything. A job that throws is told of that, and its thread takes the next one.
 *
 * <p>Threads given up still use a core and memory each, so that all threads together are at most
 * twice those asked for. At that bound a thread is replaced only once one comes back, and jobs
 * wait. Where no thread is left for as long as a decoder may stand still, the jobs that wait fail:
 * a task that says what happened is better than one that hangs, and the checkpoints of that time
 * are behind the jobs that took the threads, so that a restart does not meet them again.
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

  private static final String WAY_OUT =
      "The dead letters decode-timeout name the pictures. A decoder that never ends keeps its thread until its process"
          + " ends: restart the TaskManager. Leave the pictures' format out of gate.formats or lower gate.max-pixels, or"
          + " raise gate.time-limit if ordinary pictures take so long.";

  private final BlockingQueue<Job> queue = new LinkedBlockingQueue<>();
  private final List<Worker> workers = new ArrayList<>();
  private final ScheduledExecutorService watchdog;
  private final String name;
  private final int threads;
  private final DecodingLimit limit;
  private final Clock clock;
  private final ProcessorTime processor;
  private final Consumer<String> warnings;
  private final AtomicInteger abandoned = new AtomicInteger();
  private volatile Throwable failure;
  private int started;
  private boolean tooFew;
  private long noneSinceNanos;
  private boolean closed;

  /**
   * @param warnings takes a sentence each time that threads begin to be fewer than {@code threads}
   */
  DecodingThreads(
      String name,
      int threads,
      DecodingLimit limit,
      Clock clock,
      ProcessorTime processor,
      Consumer<String> warnings) {
    this.name = name;
    this.threads = threads;
    this.limit = limit;
    this.clock = clock;
    this.processor = processor;
    this.warnings = warnings;
    fill();
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

  /** Gives up every job that has broken the limit, and those that wait in vain. */
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
    if (workers.isEmpty() && limit.isStandstill(clock.nanos() - noneSinceNanos)) {
      for (Job job = queue.poll(); job != null; job = queue.poll()) {
        tell(job, new IllegalStateException(noneLeft()));
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
      fill();
      running.job().expire(limit.sentence(used, passed));
    }
  }

  /** Takes back a thread that was given up, once its decoder has ended. */
  private synchronized void comeBack() {
    abandoned.decrementAndGet();
    fill();
  }

  /** Brings the threads to their number, as far as those given up leave room. */
  private synchronized void fill() {
    while (!closed && workers.size() < threads && workers.size() + abandoned.get() < 2 * threads) {
      Worker worker = new Worker();
      workers.add(worker);
      daemon(worker, name + " " + started++).start();
    }
    if (workers.isEmpty()) {
      noneSinceNanos = clock.nanos();
    }
    boolean wereEnough = !tooFew;
    tooFew = !closed && workers.size() < threads;
    if (tooFew && wereEnough) {
      warnings.accept(
          "Only "
              + workers.size()
              + " of gate.threads = "
              + threads
              + " decoding threads are left: "
              + abandoned
              + " are still busy with pictures that broke gate.time-limit, and no more are"
              + " replaced until one comes back. "
              + WAY_OUT);
    }
  }

  private String noneLeft() {
    return "All decoding threads, gate.threads = "
        + threads
        + " and as many that took their places, are busy with pictures that broke gate.time-limit,"
        + " and none came back within "
        + limit.wallClock().toMillis()
        + " ms. "
        + WAY_OUT;
  }

  /** Runs a part of {@code job}; what it throws ends neither a thread nor the watchdog. */
  private void guard(Job job, Runnable part) {
    try {
      part.run();
    } catch (Throwable thrown) {
      tell(job, thrown);
    }
  }

  private void tell(Job job, Throwable thrown) {
    try {
      job.fail(thrown);
    } catch (Throwable again) {
      again.addSuppressed(thrown);
      failure = again;
    }
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
    private volatile boolean givenUp;
    private boolean ended;
    private volatile Thread thread;

    @Override
    public void run() {
      thread = Thread.currentThread();
      takeJobs();
      if (givenUp) {
        comeBack();
      }
    }

    private void takeJobs() {
      while (!hasEnded()) {
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

    /** Waits for the watchdog: a thread that it is giving up must not take another job. */
    private boolean hasEnded() {
      synchronized (DecodingThreads.this) {
        return ended;
      }
    }

    /** Called by the owner of the lock. */
    void abandon() {
      ended = true;
      Thread mine = thread;
      if (mine != null) {
        mine.interrupt();
      }
    }
  }
}

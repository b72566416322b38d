package io.hsicflow.pipeline.evaluate;

import io.hsicflow.model.augment.AugmentSettings;
import io.hsicflow.model.augment.ViewMaker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Batches of views to learn from (random resized crop and flip), made by threads of their own while
 * the batch before is learned. A batch is a function of the images, the seed and its number, on
 * however many threads; the last images of an epoch share a batch with the first of the next.
 */
final class ViewBatches implements AutoCloseable {

  /**
   * A batch.
   *
   * @param views uint8 RGB, image by image
   * @param labels a class for each
   */
  record Views(byte[] views, int[] labels) {}

  private record Waiting(Views batch, List<Future<?>> tasks) {}

  private final PictureFile pictures;
  private final PicturePart part;
  private final int batch;
  private final long seed;
  private final EpochOrder order;
  private final List<ViewMaker> makers = new ArrayList<>();
  private final ExecutorService threads;
  private final long end;
  private long next;
  private Waiting waiting;

  /**
   * @param size side of the views in pixels
   * @param batch images of one
   * @param first number of the first batch that is asked for
   * @param end number behind the last
   * @param workers threads that make views
   */
  ViewBatches(
      PictureFile pictures,
      PicturePart part,
      int size,
      int batch,
      long seed,
      long first,
      long end,
      int workers) {
    this.pictures = pictures;
    this.part = part;
    this.batch = batch;
    this.seed = seed;
    order = new EpochOrder(part.count(), seed);
    for (int i = 0; i < workers; i++) {
      makers.add(new ViewMaker(AugmentSettings.cropAndFlip(), size));
    }
    threads = Executors.newFixedThreadPool(workers, ViewBatches::daemon);
    this.end = end;
    next = first;
    waiting = next < end ? start() : null;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "hsicflow-views");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * The next batch.
   *
   * @throws NoSuchElementException behind the last
   */
  Views next() throws IOException, InterruptedException {
    Waiting now = waiting;
    if (now == null) {
      throw new NoSuchElementException("There are " + end + " batches, and all were given.");
    }
    try {
      for (Future<?> task : now.tasks) {
        task.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(
          "The views of batch " + (next - 1) + " could not be made. " + e.getCause().getMessage(),
          e.getCause());
    }
    waiting = next < end ? start() : null;
    return now.batch;
  }

  private Waiting start() {
    long first = next++ * batch;
    int viewBytes = 3 * makers.get(0).size() * makers.get(0).size();
    Views made = new Views(new byte[Math.multiplyExact(batch, viewBytes)], new int[batch]);
    int[] numbers = new int[batch];
    for (int i = 0; i < batch; i++) {
      int image = order.image(first + i);
      made.labels[i] = part.labels()[image];
      numbers[i] = part.numbers()[image];
    }
    List<Future<?>> tasks = new ArrayList<>();
    for (int worker = 0; worker < makers.size(); worker++) {
      int mine = worker;
      tasks.add(
          threads.submit(
              () -> {
                byte[] view = new byte[viewBytes];
                for (int i = mine; i < batch; i += makers.size()) {
                  PictureFile.Picture picture = pictures.read(numbers[i]);
                  makers
                      .get(mine)
                      .make(
                          picture.rgb(),
                          picture.width(),
                          picture.height(),
                          seed,
                          first + i,
                          0,
                          view);
                  System.arraycopy(view, 0, made.views, i * viewBytes, viewBytes);
                }
                return null;
              }));
    }
    return new Waiting(made, tasks);
  }

  /** Lets the threads finish: an interrupt would close the file under others who read it. */
  @Override
  public void close() {
    threads.shutdown();
  }
}

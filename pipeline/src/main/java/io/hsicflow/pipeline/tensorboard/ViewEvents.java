package io.hsicflow.pipeline.tensorboard;

import io.hsicflow.operators.clock.Clock;
import io.hsicflow.schemas.record.Views;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes what {@link ShownViews} lets pass as a picture for each step, once all of its images have
 * come, to event files on the machine that runs it. A folder of event files has one writer: the
 * pictures lie beside the scalars, as another run.
 */
public final class ViewEvents implements Sink<Views> {
  /** Where they lie below the folder: TensorBoard shows the name as that of the run. */
  static final String RUN = "views";

  /** The name of the pictures. */
  static final String TAG = "augmenter/views";

  private static final long serialVersionUID = 1L;

  private final String folder;
  private final int images;
  private final Clock clock;

  /**
   * Writes below {@code folder}, a path; it is made where there is none.
   *
   * @param batch the images of a step
   */
  public ViewEvents(String folder, int batch, Clock clock) {
    this.folder = folder;
    this.images = ShownViews.shown(batch);
    this.clock = clock;
  }

  @Override
  public SinkWriter<Views> createWriter(WriterInitContext context) throws IOException {
    return new Writer(
        EventFile.create(Path.of(folder).toAbsolutePath().resolve(RUN), clock), images, clock);
  }

  private static final class Writer implements SinkWriter<Views> {
    private final EventFile file;
    private final int images;
    private final Clock clock;

    /** By steps done; several augmenters may have gone on to the next one of these steps. */
    private final SortedMap<Long, Views[]> waiting = new TreeMap<>();

    private boolean started;

    Writer(EventFile file, int images, Clock clock) {
      this.file = file;
      this.images = images;
      this.clock = clock;
    }

    @Override
    public void write(Views views, Context context) throws IOException {
      long step = ShownViews.steps(views);
      Views[] columns = waiting.computeIfAbsent(step, ignored -> new Views[images]);
      columns[views.slot()] = views;
      if (Arrays.stream(columns).allMatch(column -> column != null)) {
        add(step, new ViewsPicture(Arrays.asList(columns)));
        // A step before it that is not whole began before the checkpoint that the job came from.
        waiting.headMap(step + 1).clear();
      }
    }

    private void add(long step, ViewsPicture picture) throws IOException {
      long now = clock.millis();
      if (!started) {
        file.add(Event.start(now, step));
        started = true;
      }
      file.add(Event.image(now, step, TAG, picture.width(), picture.height(), picture.png()));
    }

    @Override
    public void flush(boolean endOfInput) {
      // A picture is written as soon as it is whole.
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}

package io.hsicflow.operators.augmenter;

import io.hsicflow.model.augment.ViewMaker;
import io.hsicflow.operators.gate.Gate;
import io.hsicflow.schemas.record.Example;
import io.hsicflow.schemas.record.SourceImage;
import io.hsicflow.schemas.record.Views;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.configuration.Configuration;

/** Two views of an example, by seed and sequence number. */
final class ViewsOfExample extends RichMapFunction<Example, Views> {

  private static final long serialVersionUID = 1L;

  private final Configuration config;
  private final int size;
  private final long seed;
  private transient ViewMaker maker;
  private transient HeldFiles files;

  ViewsOfExample(Configuration config, int size, long seed) {
    this.config = config;
    this.size = size;
    this.seed = seed;
  }

  @Override
  public void open(OpenContext context) {
    maker = new ViewMaker(AugmentOptions.settings(config), size);
    files = new HeldFiles(Gate.decoder(config, size));
  }

  @Override
  public Views map(Example example) {
    SourceImage image = files.decoded(example.image());
    // New arrays each time: the record may be handed on without a copy.
    byte[] view1 = new byte[3 * size * size];
    byte[] view2 = new byte[3 * size * size];
    maker.make(image.rgb(), image.width(), image.height(), seed, example.sequence(), view1, view2);
    return new Views(
        example.sequence(),
        example.step(),
        example.rank(),
        example.slot(),
        image.label(),
        view1,
        view2,
        example.change());
  }
}

package io.hsicflow.operators.sequencer;

import io.hsicflow.operators.TestImages;
import io.hsicflow.operators.replay.ReplayOptions;
import io.hsicflow.schemas.record.Example;
import io.hsicflow.schemas.record.GateResult;
import io.hsicflow.schemas.record.SourceImage;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/**
 * A sequencer in arrival order with replay, and a stream of images that are functions of their
 * number.
 */
@SuppressWarnings("try") // harnesses throw what they like on closing
final class ReplayHarness
    extends KeyedOneInputStreamOperatorTestHarness<Integer, GateResult, Example> {

  private static final int BATCH = 8;

  ReplayHarness(ReplayPolicy policy) throws Exception {
    super(
        new PlainSequencer(TestRules.arrival(BATCH, policy)),
        turn -> SequencerOperator.KEY,
        Types.INT,
        1,
        1,
        0);
  }

  void take(int from, int to) throws Exception {
    for (int number = from; number < to; number++) {
      processElement(new StreamRecord<>(GateResult.accept(imageAt(number))));
    }
  }

  /** Every place with its image. */
  List<String> places() {
    return extractOutputValues().stream()
        .map(example -> example.sequence() + ": " + example.image().id())
        .toList();
  }

  static ReplayPolicy policy(String options) {
    Configuration config = new Configuration();
    for (String option : options.split(" ")) {
      config.setString("replay." + option.split("=")[0], option.split("=")[1]);
    }
    return ReplayOptions.policy(config, 11);
  }

  /**
   * Every third image is of another camera; every fifth was taken long before it came. All come
   * with their files.
   */
  static SourceImage imageAt(int number) {
    SourceImage image = TestImages.image(0, number, number % 7 == 0 ? 4 : 2);
    return new SourceImage(
        image.topic(),
        image.partition(),
        image.offset(),
        image.id(),
        number % 3 == 0 ? "door" : "belt",
        image.capturedAt() - (number % 5 == 0 ? 25 : 0),
        null,
        image.width(),
        image.height(),
        image.rgb(),
        new byte[] {'f', 'i', 'l', 'e', (byte) number});
  }
}

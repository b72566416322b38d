package io.hsicflow.operators.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.schemas.record.SourceImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandaloneReplayTest {

  @ParameterizedTest
  @ValueSource(strings = {"none", "fifo", "reservoir", "min-redundancy", "repeat"})
  void placesAreThoseOfAJob(String policy) throws Exception {
    String[] options = {"policy=" + policy, "places=3", "images=20", "min-images=1"};
    ReplayedStream job = new ReplayedStream(7, options);
    job.take(0, 100);
    StandaloneReplay alone =
        new StandaloneReplay(ReplayedStream.policy(7, options), ReplayedStream.BATCH);
    List<Long> places = new ArrayList<>();
    for (int offset = 0; offset < 100; offset++) {
      alone.onFresh(ReplayedStream.image("camera", offset, 1), image -> places.add(image.offset()));
    }

    assertThat(places).isEqualTo(job.places.stream().map(SourceImage::offset).toList());
    assertThat(alone.counters().replayed().getCount()).isEqualTo(places.size() - 100);
  }
}

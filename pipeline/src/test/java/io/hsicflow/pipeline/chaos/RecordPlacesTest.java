package io.hsicflow.pipeline.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.pipeline.chaos.RecordPlaces.Balance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordPlacesTest {
  @Test
  void whatIsMissingAndWhatIsTooMuchDoNotCancelOut() {
    RecordPlaces places = new RecordPlaces();
    for (long number : new long[] {0, 2, 2, 2, 5, 9}) {
      places.see(number);
    }

    // Even ones once: 4 and 6 are missing, 2 is there twice too often, 5 is odd, 9 is beyond the
    // end.
    assertThat(places.balance(8, 1, number -> number % 2 == 0)).isEqualTo(new Balance(2, 4));
  }

  @Test
  void aRecordThatIsDueTwiceAndSeenOnceIsLostOnce() {
    RecordPlaces places = new RecordPlaces();
    places.see(0);

    assertThat(places.balance(1, 2, number -> true)).isEqualTo(new Balance(1, 0));
  }

  @Test
  void ofAPlaceThatIsGivenAgainTheLastImageCounts(@TempDir Path folder) throws Exception {
    Path file =
        Files.write(
            folder.resolve("sequence.csv"),
            List.of(
                "sequence,topic,partition,offset",
                "0,images,0,0",
                "1,images,1,0",
                "1,images,1,0",
                "1,images,2,0"));

    TrainedImages trained = TrainedImages.read(file, 0);

    assertThat(trained.places()).isEqualTo(2);
    assertThat(trained.repeated()).isEqualTo(2);
    assertThat(trained.moved()).isEqualTo(1);
    assertThat(trained.images().balance(3, 1, number -> true)).isEqualTo(new Balance(1, 0));
  }

  @Test
  void whatHasComeBeforeIsReplayedAsOftenAsItMayBeAndElseDoubled() {
    List<Long> order = List.of(0L, 0L, 1L, 0L, 1L, 2L, 3L, 2L);

    TrainedImages without = new TrainedImages(order, 0, 0, 0);
    assertThat(without.replayed()).isZero();
    assertThat(without.images().balance(4, 1, number -> true)).isEqualTo(new Balance(0, 4));

    TrainedImages replaying = new TrainedImages(order, 1, 0, 0);
    assertThat(replaying.replayed()).isEqualTo(3);
    assertThat(replaying.images().balance(4, 1, number -> true)).isEqualTo(new Balance(0, 1));
    assertThat(replaying.placesBefore(2)).isEqualTo(5);
  }
}

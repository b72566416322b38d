package io.hsicflow.pipeline.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.model.image.DecodedPixels;
import io.hsicflow.pipeline.UserException;
import io.hsicflow.pipeline.bench.LearnPictures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageStreamTest {
  private final LearnPictures data = MadeData.of(7, 20);

  @ParameterizedTest
  @EnumSource(StreamKind.class)
  void aStreamIsAFunctionOfDataAndSeed(StreamKind kind) {
    ImageStream one = kind.stream(data, 100, 5);
    ImageStream same = kind.stream(data, 100, 5);
    ImageStream other = kind.stream(data, 100, 6);

    assertThat(one.images()).hasSize(100);
    assertThat(same.pictures()).isEqualTo(one.pictures());
    assertThat(pixels(same)).isEqualTo(pixels(one));
    assertThat(same.seenFirst()).isEqualTo(one.seenFirst());
    assertThat(other.pictures()).isNotEqualTo(one.pictures());
  }

  @Test
  void classesComeOneAfterTheOtherForEqualPartsAndNoImageTwice() {
    ImageStream stream = StreamKind.ORDERED.stream(data, 100, 5);

    List<Integer> order = new ArrayList<>();
    List<Integer> lengths = new ArrayList<>();
    for (int picture : stream.pictures()) {
      int number = data.classes()[picture];
      if (order.isEmpty() || order.get(order.size() - 1) != number) {
        order.add(number);
        lengths.add(0);
      }
      lengths.set(lengths.size() - 1, lengths.get(lengths.size() - 1) + 1);
    }
    assertThat(order).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6).isNotEqualTo(sorted(order));
    assertThat(lengths).containsExactly(15, 15, 14, 14, 14, 14, 14);
    assertThat(stream.seenFirst()).containsExactlyInAnyOrderElementsOf(order.subList(0, 2));
    assertThat(IntStream.of(stream.pictures()).distinct().count()).isEqualTo(100);
    assertThat(stream.images())
        .isEqualTo(IntStream.of(stream.pictures()).mapToObj(data.train()::get).toList());
    List<Integer> ofOne = IntStream.of(stream.pictures()).boxed().limit(15).toList();
    assertThat(ofOne).as("within a class").isNotEqualTo(sorted(ofOne));
  }

  @Test
  void aBurstIsOnePictureSixteenTimesWithOtherChangesEachTime() {
    ImageStream stream = StreamKind.BURSTS.stream(data, 100, 5);

    assertThat(stream.seenFirst()).isEmpty();
    for (int i = 0; i < 100; i++) {
      int first = i / 16 * 16;
      assertThat(stream.pictures()[i]).isEqualTo(stream.pictures()[first]);
    }
    assertThat(IntStream.of(stream.pictures()).distinct().count()).isEqualTo(7);
    assertThat(stream.images().get(16)).isEqualTo(data.train().get(stream.pictures()[16]));
    assertThat(pixels(stream)).doesNotHaveDuplicates();
  }

  @Test
  void dataThatAreTooFewAreRefusedWithAWayOut() {
    assertThatThrownBy(() -> StreamKind.ORDERED.stream(data, 141, 5))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("needs 21 images of each class")
        .hasMessageContaining("--places");
    assertThatThrownBy(() -> StreamKind.BURSTS.stream(data, 16 * 141 + 1, 5))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("142 pictures")
        .hasMessageContaining("--places");
  }

  private static List<Integer> sorted(List<Integer> numbers) {
    return numbers.stream().sorted().toList();
  }

  private static List<List<Byte>> pixels(ImageStream stream) {
    List<List<Byte>> all = new ArrayList<>();
    for (DecodedPixels image : stream.images()) {
      List<Byte> bytes = new ArrayList<>();
      for (byte value : image.rgb()) {
        bytes.add(value);
      }
      all.add(bytes);
    }
    return all;
  }
}

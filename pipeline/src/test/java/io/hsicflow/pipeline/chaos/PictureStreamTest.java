package io.hsicflow.pipeline.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PictureStreamTest {
  @Test
  void theHeadFillsWholeStepsAndTheTailDoesNot() {
    PictureStream stream = new PictureStream(100, 8);

    long good = LongStream.range(0, stream.head()).filter(n -> !PictureStream.isBroken(n)).count();
    long all = LongStream.range(0, stream.size()).filter(n -> !PictureStream.isBroken(n)).count();
    assertThat(stream.head()).isGreaterThanOrEqualTo(100);
    assertThat(good).isEqualTo(stream.acceptedInHead());
    assertThat(good % 8).isZero();
    assertThat(all % 8).isNotZero();
    assertThat(stream.size() - stream.head()).isGreaterThan(all - good);
  }

  @Test
  void everyRecordHasAPlaceOfItsOwnAndPartitionsEndWhereTheyShould() {
    long records = 100;
    long sum = 0;
    for (int partition = 0; partition < PictureStream.PARTITIONS; partition++) {
      sum += PictureStream.sizeOf(partition, records);
    }
    assertThat(sum).isEqualTo(records);
    for (long number = 0; number < records; number++) {
      int partition = PictureStream.partitionOf(number);
      long offset = PictureStream.offsetOf(number);
      assertThat(PictureStream.numberOf(partition, offset)).isEqualTo(number);
      assertThat(offset).isLessThan(PictureStream.sizeOf(partition, records));
    }
  }

  @Test
  void picturesDifferAndBrokenRecordsAreNone() throws Exception {
    assertThat(PictureStream.value(1)).isEqualTo(PictureStream.value(1));
    assertThat(PictureStream.value(1)).isNotEqualTo(PictureStream.value(2));
    assertThat(ImageIO.read(new ByteArrayInputStream(PictureStream.value(1)))).isNotNull();
    long broken =
        LongStream.range(0, 100).filter(PictureStream::isBroken).findFirst().orElseThrow();
    assertThat(ImageIO.read(new ByteArrayInputStream(PictureStream.value(broken)))).isNull();
  }
}

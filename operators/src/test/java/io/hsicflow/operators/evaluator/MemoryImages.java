package io.hsicflow.operators.evaluator;

import io.hsicflow.schemas.avro.Image;
import io.hsicflow.schemas.format.FieldLimits;
import io.hsicflow.schemas.format.ImageRecordFormat;
import io.hsicflow.schemas.format.RecordReader;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.record.RawRecord;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Probe images that a test makes up. */
final class MemoryImages implements ProbeImages {

  private static final long serialVersionUID = 1L;
  private static final int SIDE = 12;

  private final ArrayList<byte[]> values = new ArrayList<>();

  /** Adds a picture of one shade. */
  MemoryImages add(String id, String label, String split, int shade) throws IOException {
    BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
      picture.setRGB(pixel % SIDE, pixel / SIDE, shade * 0x010101);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", file);
    return add(id, label, split, file.toByteArray());
  }

  /** Adds an image file of any bytes. */
  MemoryImages add(String id, String label, String split, byte[] file) {
    values.add(
        MessageCodec.IMAGE.encode(
            Image.newBuilder()
                .setId(id)
                .setCapturedAt(Instant.EPOCH)
                .setLabel(label)
                .setAttributes(split == null ? Map.of() : Map.of("split", split))
                .setImage(ByteBuffer.wrap(file))
                .build()));
    return this;
  }

  /** Adds a record that is no message. */
  MemoryImages addBytes(byte[] value) {
    values.add(value);
    return this;
  }

  @Override
  public RecordReader open() {
    List<byte[]> left = new ArrayList<>(values);
    return new RecordReader() {
      @Override
      public RawRecord next() {
        long offset = values.size() - left.size();
        return left.isEmpty() ? null : new RawRecord("probe", 0, offset, 0, null, left.remove(0));
      }

      @Override
      public void close() {
        left.clear();
      }
    };
  }

  @Override
  public ImageRecordFormat format() {
    return ImageRecordFormat.of(ImageRecordFormat.AVRO, FieldLimits.defaults());
  }
}

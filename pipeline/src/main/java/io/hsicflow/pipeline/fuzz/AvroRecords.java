package io.hsicflow.pipeline.fuzz;

import io.hsicflow.connectors.sink.DeadLetterSchema;
import io.hsicflow.schemas.avro.Image;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.record.RawRecord;
import io.hsicflow.schemas.record.RejectedRecord;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/** Values of Kafka records that are, or are meant to look like, our Avro message Image. */
final class AvroRecords {
  private static final int FIELDS = 80;

  /** An honest message around a file. */
  byte[] around(byte[] file, Draw draw) {
    long time = draw.chance(0.2) ? draw.edge() : 1_700_000_000_000L + draw.below(1 << 30);
    return MessageCodec.IMAGE.encode(
        Image.newBuilder()
            .setId("image " + draw.below(1_000))
            .setCapturedAt(Instant.ofEpochMilli(time))
            .setSource(draw.chance(0.5) ? "" : "fuzz")
            .setLabel(draw.chance(0.5) ? null : "label " + draw.below(10))
            .setAttributes(draw.chance(0.5) ? Map.of() : Map.of("light", "dim"))
            .setImage(ByteBuffer.wrap(file))
            .build());
  }

  /** A value that is no honest message; may be null, a tombstone. */
  byte[] hostile(byte[] file, Draw draw) {
    byte[] message = around(file, draw);
    return switch (draw.below(13)) {
      case 0, 1, 2 -> {
        int fields = Math.min(FIELDS, message.length);
        byte[] head = ByteEdits.flipped(Arrays.copyOf(message, fields), 6, draw);
        yield ByteEdits.joined(head, ByteEdits.tail(message, fields));
      }
      case 3 -> ByteEdits.cut(message, draw);
      case 4 -> ByteEdits.joined(message, draw.bytes(draw.between(1, 50)));
      case 5 -> ByteEdits.shifted(message, draw);
      case 6 -> otherMessage(file);
      case 7 ->
          ByteEdits.joined(new byte[] {(byte) 0xC3, 1}, draw.bytes(8), ByteEdits.tail(message, 10));
      case 8 -> longText(message, draw);
      case 9, 10 -> attributes(message, draw);
      case 11 -> draw.chance(0.5) ? null : new byte[0];
      default -> lyingLength(message, draw);
    };
  }

  private static byte[] otherMessage(byte[] file) {
    RawRecord record = new RawRecord("fuzz", 0, 0, 0, null, file);
    return new DeadLetterSchema("letters", 1 << 20)
        .serialize(RejectedRecord.of(record, "damaged", "No image."), null, null)
        .value();
  }

  /** An id of that many characters, or one that claims them. */
  private static byte[] longText(byte[] message, Draw draw) {
    int chars = draw.chance(0.1) ? 5_000_000 : draw.between(1_000, 100_000);
    Fields out = new Fields(message);
    out.number(chars);
    out.bytes.writeBytes(new byte[draw.chance(0.7) ? chars : 100]);
    out.number(0);
    return out.bytes.toByteArray();
  }

  private static byte[] lyingLength(byte[] message, Draw draw) {
    Fields out = new Fields(message);
    out.number(draw.edge());
    out.bytes.writeBytes(draw.bytes(draw.below(100)));
    return out.bytes.toByteArray();
  }

  /** More attributes than anybody has: one block or many, one name or many. */
  private static byte[] attributes(byte[] message, Draw draw) {
    int count = draw.chance(0.05) ? 3_000_000 : draw.between(60, 20_000);
    boolean sized = draw.chance(0.2);
    int perBlock = draw.chance(0.3) ? 1 : count;
    boolean names = draw.chance(0.7);
    Fields out = new Fields(message);
    out.text("a");
    out.number(0); // captured-at
    out.number(0); // an empty source
    out.number(0); // no label
    for (int item = 0; item < count; item++) {
      if (item % perBlock == 0) {
        int left = Math.min(perBlock, count - item);
        out.number(sized ? -left : left);
        if (sized) {
          out.number(draw.edge());
        }
      }
      if (names) {
        out.number(3);
        out.bytes.write(item);
        out.bytes.write(item >> 8);
        out.bytes.write(item >> 16);
      } else {
        out.number(0);
      }
      out.number(0);
    }
    out.number(0);
    out.number(1);
    out.bytes.write(0);
    return out.bytes.toByteArray();
  }

  /** The fields of a message, written by hand behind an honest header. */
  private static final class Fields {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Fields(byte[] message) {
      bytes.write(message, 0, MessageCodec.HEADER_BYTES);
    }

    /** Zig-zag, seven bits a byte, as Avro writes whole numbers. */
    void number(long value) {
      long left = value << 1 ^ value >> 63;
      while ((left & ~0x7FL) != 0) {
        bytes.write((int) (left & 0x7F | 0x80));
        left >>>= 7;
      }
      bytes.write((int) left);
    }

    void text(String ascii) {
      number(ascii.length());
      ascii.chars().forEach(bytes::write);
    }
  }
}

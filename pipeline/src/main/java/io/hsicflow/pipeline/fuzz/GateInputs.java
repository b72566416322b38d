package io.hsicflow.pipeline.fuzz;

import io.hsicflow.schemas.format.ImageRecordFormat;
import io.hsicflow.schemas.record.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes the records that are tried on the gate. */
final class GateInputs {
  private static final String TOPIC = "fuzz";
  private static final List<byte[]> SIGNATURES =
      List.of(
          PngParts.SIGNATURE,
          new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF},
          "GIF89a".getBytes(StandardCharsets.US_ASCII),
          "BM".getBytes(StandardCharsets.US_ASCII),
          "RIFF\0\1\0\0WEBPVP8 ".getBytes(StandardCharsets.ISO_8859_1));

  private static final List<byte[]> OTHER_FILES =
      List.of(
          "PK\3\4\n\0\0\0".getBytes(StandardCharsets.ISO_8859_1),
          "<html><script>alert(1)</script></html>".getBytes(StandardCharsets.US_ASCII),
          "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII),
          "#!/bin/sh\n".getBytes(StandardCharsets.US_ASCII));

  private final long seed;
  private final Originals originals;
  private final Bombs bombs = new Bombs();
  private final AvroRecords avro = new AvroRecords();

  GateInputs(long seed) {
    this.seed = seed;
    originals = new Originals(seed);
  }

  /** Input {@code number}: the same for the same seed, whatever was made before it. */
  GateInput make(long number) {
    Draw draw = Draw.of(seed, number, 0);
    InputKind kind = InputKind.drawn(draw);
    byte[] key = null;
    byte[] value;
    String mode = ImageRecordFormat.AVRO;
    switch (kind) {
      case AVRO -> value = avro.hostile(originals.drawn(draw).file(), draw);
      case KEY -> {
        mode = ImageRecordFormat.FILE;
        key = key(draw);
        value = originals.drawn(draw).file();
      }
      default -> {
        byte[] file = picture(kind, draw);
        if (draw.chance(0.5)) {
          value = avro.around(file, draw);
        } else {
          mode = ImageRecordFormat.FILE;
          value = file;
        }
      }
    }
    long timestamp = draw.chance(0.1) ? draw.edge() : 1_700_000_000_000L + number;
    return new GateInput(
        number, kind, mode, new RawRecord(TOPIC, 0, number, timestamp, key, value));
  }

  private byte[] picture(InputKind kind, Draw draw) {
    Original original = originals.drawn(draw);
    byte[] file = original.file();
    return switch (kind) {
      case FLIPPED -> ByteEdits.flipped(file, 12, draw);
      case TRUNCATED -> ByteEdits.cut(file, draw);
      case SPLICED -> {
        boolean same = draw.chance(0.7);
        Original other = same ? originals.drawn(draw, original.format()) : originals.drawn(draw);
        yield ByteEdits.spliced(file, other.file(), draw);
      }
      case SHIFTED -> ByteEdits.shifted(file, draw);
      case PARTS -> PartEdits.edited(file, original.format(), draw);
      case HEADER -> PartEdits.lying(file, original.format(), draw);
      case POLYGLOT -> {
        byte[] other = draw.chance(0.5) ? draw.one(OTHER_FILES) : originals.drawn(draw).file();
        yield draw.chance(0.8) ? ByteEdits.joined(file, other) : ByteEdits.joined(other, file);
      }
      case BOMB -> bombs.drawn(draw);
      case RANDOM -> {
        byte[] bytes = draw.bytes(draw.below(3_000));
        yield draw.chance(0.7) ? ByteEdits.joined(draw.one(SIGNATURES), bytes) : bytes;
      }
      default -> file;
    };
  }

  private static byte[] key(Draw draw) {
    return switch (draw.below(6)) {
      case 0 -> null;
      case 1 -> new byte[0];
      case 2 -> draw.bytes(draw.between(1, 50));
      case 3 -> "../../etc/passwd\0".getBytes(StandardCharsets.US_ASCII);
      case 4 -> "k".repeat(draw.between(1, 5_000)).getBytes(StandardCharsets.US_ASCII);
      default -> ("image " + draw.below(100)).getBytes(StandardCharsets.US_ASCII);
    };
  }
}

package io.hsicflow.connectors.tail;

import io.hsicflow.schemas.avro.Control;
import io.hsicflow.schemas.avro.DeadLetter;
import io.hsicflow.schemas.avro.Embedding;
import io.hsicflow.schemas.avro.Evaluation;
import io.hsicflow.schemas.avro.Image;
import io.hsicflow.schemas.avro.Snapshot;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.message.PrintableText;
import io.hsicflow.schemas.message.RegistryFrame;
import io.hsicflow.schemas.message.UnreadableMessageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One line for a record: where it is, what it is, what is in it. Text from records is printed
 * without control characters, so that no record can command the terminal.
 */
public final class RecordPrinter {
  private static final int FIRST_VALUES = 4;
  private static final int TEXT_CHARS = 300;

  private RecordPrinter() {}

  /** The line, without an end of line. */
  public static String print(ConsumerRecord<byte[], byte[]> record) {
    return record.topic()
        + "/"
        + record.partition()
        + "@"
        + record.offset()
        + "  "
        + describe(record.key(), record.value());
  }

  private static String describe(byte[] key, byte[] value) {
    if (value == null) {
      return "no value" + keyOf(key);
    }
    Optional<MessageCodec<?>> codec = MessageCodec.of(value);
    if (codec.isEmpty()) {
      return kind(value) + ", " + bytes(value.length) + keyOf(key);
    }
    try {
      return describe(codec.get().decode(value));
    } catch (UnreadableMessageException e) {
      return "damaged message: " + clean(e.getMessage()) + keyOf(key);
    }
  }

  private static String kind(byte[] value) {
    if (MessageCodec.isSingleObject(value)) {
      return "Avro message of an unknown schema";
    }
    // No picture begins with a zero byte that the gate takes.
    return RegistryFrame.isFramed(value)
        ? "message with the schema of id " + RegistryFrame.id(value) + " in a schema registry"
        : FileKind.of(value);
  }

  private static String describe(SpecificRecordBase message) {
    if (message instanceof Image image) {
      return describe(image);
    } else if (message instanceof Embedding embedding) {
      return describe(embedding);
    } else if (message instanceof DeadLetter letter) {
      return describe(letter);
    } else if (message instanceof Snapshot snapshot) {
      return describe(snapshot);
    } else if (message instanceof Evaluation evaluation) {
      return describe(evaluation);
    } else if (message instanceof Control control) {
      return describe(control);
    }
    return message.getSchema().getName() + " " + clean(message.toString());
  }

  private static String describe(Control control) {
    return "control "
        + clean(control.getKind())
        + " over "
        + control.getSteps()
        + " steps"
        + (control.getValue() == null ? "" : ", value " + control.getValue())
        + "  issued "
        + control.getIssuedAt()
        + (control.getIssuer().isEmpty() ? "" : "  by " + clean(control.getIssuer()))
        + (control.getReason().isEmpty() ? "" : "  reason " + clean(control.getReason()));
  }

  private static String describe(Image image) {
    return "image "
        + clean(image.getId())
        + "  "
        + FileKind.of(bytesOf(image.getImage()))
        + ", "
        + bytes(image.getImage().remaining())
        + "  source "
        + clean(image.getSource())
        + "  captured "
        + image.getCapturedAt()
        + (image.getLabel() == null ? "" : "  label " + clean(image.getLabel()))
        + (image.getAttributes().isEmpty()
            ? ""
            : "  " + clean(new TreeMap<>(image.getAttributes()).toString()));
  }

  private static String describe(Embedding embedding) {
    List<Float> vector = embedding.getVector();
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    String first =
        vector.stream()
            .limit(FIRST_VALUES)
            .map(value -> String.format(Locale.ROOT, "%.4f", value))
            .collect(Collectors.joining(", "));
    return "embedding "
        + clean(embedding.getId())
        + String.format(Locale.ROOT, "  %d values, norm %.4f  [", vector.size(), Math.sqrt(squares))
        + first
        + (vector.size() > FIRST_VALUES ? ", ..." : "")
        + "]  snapshot step "
        + embedding.getSnapshotStep()
        + " "
        + shortDigest(embedding.getSnapshotDigest())
        + "  of "
        + clean(embedding.getTopic())
        + "/"
        + embedding.getPartition()
        + "@"
        + embedding.getOffset()
        + "  captured "
        + embedding.getCapturedAt();
  }

  private static String describe(DeadLetter letter) {
    String original;
    if (letter.getValue() != null) {
      byte[] value = bytesOf(letter.getValue());
      original = FileKind.of(value) + ", " + bytes(value.length);
    } else if (letter.getValueSha256() != null) {
      original =
          bytes(letter.getValueSize()) + ", not carried, SHA-256 " + clean(letter.getValueSha256());
    } else {
      original = "no value";
    }
    return "dead letter "
        + clean(letter.getTopic())
        + "/"
        + letter.getPartition()
        + "@"
        + letter.getOffset()
        + "  "
        + clean(letter.getReasonCode())
        + ": "
        + clean(letter.getMessage())
        + "  original: "
        + original
        + (letter.getRedrivenFrom() == null
            ? ""
            : "  redriven from " + clean(letter.getRedrivenFrom()));
  }

  private static String describe(Snapshot snapshot) {
    return "snapshot step "
        + snapshot.getStep()
        + " "
        + shortDigest(snapshot.getDigest())
        + "  "
        + snapshot.getImagesSeen()
        + " images seen  "
        + clean(snapshot.getLocation())
        + (snapshot.getAttempt() == 0 ? "" : "  attempt " + snapshot.getAttempt())
        + "  published "
        + snapshot.getPublishedAt()
        + metrics(snapshot.getMetrics());
  }

  private static String describe(Evaluation evaluation) {
    return "evaluation "
        + clean(evaluation.getName())
        + "  snapshot step "
        + evaluation.getSnapshotStep()
        + " "
        + shortDigest(evaluation.getSnapshotDigest())
        + "  "
        + evaluation.getImages()
        + " images  at "
        + evaluation.getEvaluatedAt()
        + metrics(evaluation.getMetrics());
  }

  private static String metrics(Map<String, Double> metrics) {
    return new TreeMap<>(metrics)
        .entrySet().stream()
            .map(
                entry ->
                    String.format(
                        Locale.ROOT, "  %s %.6g", clean(entry.getKey()), entry.getValue()))
            .collect(Collectors.joining());
  }

  private static String shortDigest(String digest) {
    return clean(digest.length() > 12 ? digest.substring(0, 12) : digest);
  }

  private static String bytes(int count) {
    return count + " bytes";
  }

  private static String keyOf(byte[] key) {
    return key == null ? "" : "  key " + clean(new String(key, StandardCharsets.UTF_8));
  }

  private static byte[] bytesOf(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static String clean(String text) {
    return PrintableText.of(text, TEXT_CHARS);
  }
}

package io.hsicflow.schemas.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hsicflow.schemas.avro.Control;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.message.UnreadableMessageException;
import io.hsicflow.schemas.record.LearnerChange;
import io.hsicflow.schemas.record.RawRecord;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ControlFormatTest {
  @Test
  void aChangeSaysWhatItAsksFor() throws UnreadableMessageException {
    assertThat(read("peak-rate", 20, 0.25).description())
        .isEqualTo("peak-rate to 0.25 over 20 steps (control-0-7)");
    assertThat(read("tau", 1, 0.996).description())
        .isEqualTo("tau to 0.996 over 1 step (control-0-7)");
    assertThat(read("snapshot", 1, null).description()).isEqualTo("snapshot (control-0-7)");
  }

  @Test
  void aNumberIsNeededWhereAChangeIsOfOneAndMeansNothingElsewhere()
      throws UnreadableMessageException {
    for (Double value : new Double[] {null, Double.NaN, Double.NEGATIVE_INFINITY}) {
      assertThatThrownBy(() -> read("tau", 1, value))
          .hasMessageContaining("asks for tau with the value " + value)
          .hasMessageContaining("a finite number is needed");
    }
    assertThat(read("final-decay", 5, 0.25)).isEqualTo(read("final-decay", 5, null));
  }

  private static LearnerChange read(String kind, long steps, Double value)
      throws UnreadableMessageException {
    Control control =
        Control.newBuilder()
            .setKind(kind)
            .setSteps(steps)
            .setValue(value)
            .setIssuedAt(Instant.EPOCH)
            .build();
    return ControlFormat.read(
        new RawRecord("control", 0, 7, 0, null, MessageCodec.CONTROL.encode(control)));
  }

  @Test
  void textFromOutsideStaysInItsLineOfTheLog() throws UnreadableMessageException {
    Control control =
        Control.newBuilder()
            .setKind("final-decay")
            .setSteps(5)
            .setIssuedAt(Instant.EPOCH)
            .setIssuer("me\r\nyou")
            .setReason("a\u2028b\u202ec\u001b[2J")
            .build();

    LearnerChange change =
        ControlFormat.read(
            new RawRecord("control", 0, 7, 0, null, MessageCodec.CONTROL.encode(control)));

    assertThat(change.description())
        .isEqualTo("final-decay over 5 steps (control-0-7, by me??you: a?b?c?[2J)");
  }
}

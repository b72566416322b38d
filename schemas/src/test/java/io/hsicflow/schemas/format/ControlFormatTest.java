package io.hsicflow.schemas.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.schemas.avro.Control;
import io.hsicflow.schemas.message.MessageCodec;
import io.hsicflow.schemas.message.UnreadableMessageException;
import io.hsicflow.schemas.record.LearnerChange;
import io.hsicflow.schemas.record.RawRecord;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ControlFormatTest {
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

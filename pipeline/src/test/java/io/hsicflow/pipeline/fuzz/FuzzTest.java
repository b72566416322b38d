package io.hsicflow.pipeline.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The short form of {@code hsicflow fuzz}; the command does the long one. */
class FuzzTest {
  private static final FuzzSettings SHORT = new FuzzSettings(2_000, 7);

  @Test
  void hostileRecordsEndAsImagesOrDeadLettersAndNothingEscapesTheGate() throws Exception {
    FuzzResult result = Fuzz.run(FuzzTarget.GATE, SHORT, line -> {});
    assertThat(result.passed()).as(result.text()).isTrue();
    assertThat(result.accepted() + result.allRejected()).isEqualTo(SHORT.inputs());
    assertThat(result.deadLetters()).isEqualTo(result.allRejected());
    assertThat(result.accepted()).isPositive();
    assertThat(result.rejected())
        .containsKeys(
            "damaged",
            "too-many-pixels",
            "unknown-format",
            "unsupported-variant",
            "malformed",
            "field-too-long",
            "no-value",
            "not-avro",
            "unknown-schema");
  }

  @Test
  void hostileFilesEndAsTensorsOrSentences() throws Exception {
    FuzzResult result = Fuzz.run(FuzzTarget.SAFETENSORS, SHORT, line -> {});
    assertThat(result.passed()).as(result.text()).isTrue();
    assertThat(result.accepted()).isPositive();
    assertThat(result.allRejected()).isPositive();
  }

  @Test
  void anInputIsAFunctionOfSeedAndNumber() {
    GateInputs inOrder = new GateInputs(3);
    List<byte[]> values = new ArrayList<>();
    Set<InputKind> kinds = EnumSet.noneOf(InputKind.class);
    for (long number = 0; number < 300; number++) {
      GateInput input = inOrder.make(number);
      values.add(input.record().value());
      kinds.add(input.kind());
    }
    assertThat(kinds).containsExactlyInAnyOrder(InputKind.values());
    for (long number = 299; number >= 0; number -= 23) {
      assertThat(Fuzz.bytes(FuzzTarget.GATE, 3, number)).isEqualTo(values.get((int) number));
      assertThat(Fuzz.bytes(FuzzTarget.SAFETENSORS, 3, number))
          .isEqualTo(new SafetensorsInputs(3).make(number).file());
    }
  }

  @Test
  void oneInputIsTriedAgainAlone() throws Exception {
    FuzzResult result = Fuzz.only(FuzzTarget.GATE, SHORT, 1_234);
    assertThat(result.passed()).as(result.text()).isTrue();
    assertThat(result.accepted() + result.allRejected()).isEqualTo(1);
    assertThat(result.bytes().number()).isEqualTo(1_234);
  }

  @Test
  void noInputsAreRefused() {
    assertThatThrownBy(() -> new FuzzSettings(0, 1)).hasMessageContaining("0 inputs");
  }

  @Test
  void whatWentWrongFailsTheResult() {
    FuzzLedger ledger = new FuzzLedger();
    ledger.rejected(0, "damaged");
    assertThat(result(ledger).passed()).isFalse();
    ledger.lettered(0);
    assertThat(result(ledger).passed()).isTrue();
    ledger.lettered(0);
    assertThat(result(ledger).doubled()).isEqualTo(1);
    assertThat(result(ledger).passed()).isFalse();

    FuzzLedger slow = new FuzzLedger();
    slow.accepted(0);
    slow.cost(0, "BOMB", 101, 5);
    assertThat(result(slow).passed()).isFalse();

    FuzzLedger broken = new FuzzLedger();
    broken.restart(0, "BOMB", new OutOfMemoryError("no heap left"));
    assertThat(result(broken).passed()).isFalse();
    assertThat(result(broken).text())
        .contains("Input 0 (BOMB): java.lang.OutOfMemoryError: no heap left", "FAILED");

    assertThat(result(new FuzzLedger()).missing()).isEqualTo(1);
    assertThat(result(new FuzzLedger()).passed()).isFalse();
  }

  private static FuzzResult result(FuzzLedger ledger) {
    return ledger.result(FuzzTarget.GATE, 1, 1, 100);
  }
}

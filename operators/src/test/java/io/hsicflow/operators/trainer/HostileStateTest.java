package io.hsicflow.operators.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hsicflow.model.random.CounterRandom;
import io.hsicflow.model.random.Purpose;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** States that were altered, by accident or with checksums made to fit, end as a sentence. */
class HostileStateTest {
  private static final int TRIALS = 1_500;
  private static final int LENGTH_AT = 8;
  private static final int LEARNER_BYTES_AT = 16;
  private static final int HEADER_CHECKSUM_AT = 24;
  private static final int LEARNER_AT = 28;
  private static final int LEARNER_LENGTH_AT = LEARNER_AT + 12;
  private static final int SETTINGS_LENGTH_AT = LEARNER_AT + 20;
  private static final int SETTINGS_AT = LEARNER_AT + 24;
  private static final List<String> NUMBERS =
      List.of("-1", "0", "1e9", "2147483647", "999999999999", "1e999", "null", "\"x\"", "[]");

  private final StagingBuffers buffers = new StagingBuffers();

  @ParameterizedTest
  @ValueSource(strings = {"trainer-1-learner-1", "trainer-1-learner-2", "trainer-2-learner-3"})
  void anyChangedByteAndAnyCutIsNoticed(String version) throws IOException {
    byte[] state = kept(version);
    assertThat(isTaken(state)).isTrue();
    for (int trial = 0; trial < TRIALS; trial++) {
      CounterRandom random = CounterRandom.at(1, Purpose.TEST, trial, 0);
      byte[] changed = state.clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      assertThat(isTaken(changed)).as("trial %d", trial).isFalse();
      assertThat(isTaken(Arrays.copyOf(state, random.nextInt(state.length)))).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"trainer-1-learner-1", "trainer-1-learner-2", "trainer-2-learner-3"})
  void lengthsThatCannotBeAreRefusedThoughTheirChecksumFits(String version) throws IOException {
    byte[] state = kept(version);
    long[] lengths = {
      Long.MIN_VALUE, -1, 0, 1, 27, 28, 32, state.length + 1, 1L << 31, Long.MAX_VALUE
    };
    for (long length : lengths) {
      assertThat(isTaken(sealed(state, LENGTH_AT, length))).isFalse();
      assertThat(isTaken(sealed(state, LEARNER_BYTES_AT, length))).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"trainer-1-learner-1", "trainer-1-learner-2", "trainer-2-learner-3"})
  void numbersThatMakeNoSenseAreTakenOrRefusedThoughTheirChecksumsFit(String version)
      throws IOException {
    byte[] state = kept(version);
    int settings = ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN).getInt(SETTINGS_LENGTH_AT);
    for (int trial = 0; trial < TRIALS; trial++) {
      CounterRandom random = CounterRandom.at(2, Purpose.TEST, trial, 0);
      byte[] changed = state.clone();
      int from = random.nextInt(2) == 0 ? LEARNER_AT : SETTINGS_AT + settings;
      for (int i = random.nextInt(4); i >= 0; i--) {
        changed[from + random.nextInt(120)] = (byte) random.nextInt();
      }
      isTaken(resealed(changed));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"trainer-1-learner-1", "trainer-1-learner-2", "trainer-2-learner-3"})
  void settingsThatMakeNoSenseAreTakenOrRefusedThoughTheirChecksumsFit(String version)
      throws IOException {
    byte[] state = kept(version);
    int refused = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      CounterRandom random = CounterRandom.at(3, Purpose.TEST, trial, 0);
      refused += isTaken(withOtherSettings(state, random)) ? 0 : 1;
    }
    assertThat(refused).isPositive();
  }

  /** Whether a state is read; if not, it was refused with a sentence and nothing else. */
  private boolean isTaken(byte[] state) {
    try (TrainerStateFormat.Loaded loaded =
        TrainerStateFormat.load(new ByteArrayInputStream(state), buffers)) {
      return loaded.learner() != null;
    } catch (IOException | IllegalArgumentException refused) {
      assertThat(refused.getMessage()).endsWith(".").hasSizeBetween(20, 2_000);
      return false;
    }
  }

  /** One of the settings' values exchanged for another. */
  private static byte[] withOtherSettings(byte[] state, CounterRandom random) throws IOException {
    ByteBuffer fields = ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN);
    int length = fields.getInt(SETTINGS_LENGTH_AT);
    String settings = new String(state, SETTINGS_AT, length, StandardCharsets.UTF_8);
    String[] members = settings.split(",");
    int at = random.nextInt(members.length);
    String other = NUMBERS.get(random.nextInt(NUMBERS.size()));
    members[at] = members[at].replaceAll("(?<=:)[^}\\]]+", other);
    byte[] text = String.join(",", members).getBytes(StandardCharsets.UTF_8);
    int more = text.length - length;
    byte[] out = new byte[state.length + more];
    System.arraycopy(state, 0, out, 0, SETTINGS_AT);
    System.arraycopy(text, 0, out, SETTINGS_AT, text.length);
    int rest = SETTINGS_AT + length;
    System.arraycopy(state, rest, out, rest + more, state.length - rest);
    ByteBuffer lengths = ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
    lengths.putInt(SETTINGS_LENGTH_AT, text.length);
    lengths.putLong(LEARNER_LENGTH_AT, fields.getLong(LEARNER_LENGTH_AT) + more);
    lengths.putLong(LEARNER_BYTES_AT, fields.getLong(LEARNER_BYTES_AT) + more);
    return resealed(sealed(out, LENGTH_AT, out.length));
  }

  /** Another number in the header, whose checksum fits again. */
  private static byte[] sealed(byte[] state, int at, long number) {
    byte[] out = state.clone();
    ByteBuffer fields = ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN).putLong(at, number);
    CRC32C checksum = new CRC32C();
    checksum.update(out, 0, HEADER_CHECKSUM_AT);
    fields.putInt(HEADER_CHECKSUM_AT, (int) checksum.getValue());
    return out;
  }

  /** All other checksums fitting. */
  private static byte[] resealed(byte[] state) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TrainerStateFormat.write(state, state.length - Integer.BYTES, out);
    return out.toByteArray();
  }

  private static byte[] kept(String version) throws IOException {
    try (InputStream in =
        HostileStateTest.class.getResourceAsStream("/state/" + version + ".state")) {
      return in.readAllBytes();
    }
  }
}

package io.hsicflow.connectors.deadletter;

import io.hsicflow.connectors.kafka.RecordPlace;
import java.util.List;

/**
 * What a redrive did.
 *
 * @param choice what was to be published
 * @param published originals that now stand in their topics again
 * @param tooLarge originals that their topics or {@code kafka.max.request.size} do not take with
 *     the mark; a later redrive tries them again
 * @param gone chosen letters that the topic's retention took away meanwhile
 */
public record RedriveReport(
    RedriveChoice choice, int published, List<RecordPlace> tooLarge, int gone) {
  public RedriveReport {
    tooLarge = List.copyOf(tooLarge);
  }
}

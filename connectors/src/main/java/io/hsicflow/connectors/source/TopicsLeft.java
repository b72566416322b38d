package io.hsicflow.connectors.source;

import java.util.Set;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * Tells the readers of a {@link WatchedSource} that topics are gone and the job goes on without
 * them.
 */
record TopicsLeft(Set<String> topics) implements SourceEvent {
  private static final long serialVersionUID = 1L;
}

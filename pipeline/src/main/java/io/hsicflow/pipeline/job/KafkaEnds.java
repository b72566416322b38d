package io.hsicflow.pipeline.job;

import io.hsicflow.connectors.control.ControlSources;
import io.hsicflow.connectors.kafka.ClientNames;
import io.hsicflow.connectors.sink.EmbeddingsOptions;
import io.hsicflow.connectors.sink.KafkaSinks;
import io.hsicflow.connectors.source.EndingSource;
import io.hsicflow.connectors.source.ImagePartition;
import io.hsicflow.connectors.source.ImageSources;
import io.hsicflow.connectors.source.InRangeSource;
import io.hsicflow.connectors.source.PatientSource;
import io.hsicflow.connectors.source.WatchedSource;
import io.hsicflow.operators.clock.SystemClock;
import io.hsicflow.operators.evaluator.ProbeImages;
import io.hsicflow.operators.sequencer.PartitionSpan;
import io.hsicflow.operators.sequencer.SequenceOptions;
import io.hsicflow.operators.sequencer.SequenceOrder;
import io.hsicflow.pipeline.registry.HttpSchemaRegistry;
import io.hsicflow.schemas.record.RawRecord;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;

/** The job's sources and sinks in Kafka, as the options say. */
public final class KafkaEnds {
  private KafkaEnds() {}

  /**
   * The sources of the roles played. In rotation order the brokers are asked for the partitions.
   *
   * @throws IllegalStateException where the brokers do not answer or a topic is missing
   */
  public static JobSources sources(Configuration settings) {
    List<Role> roles = settings.get(JobOptions.ROLES);
    ClientNames trainNames = names(settings, Role.TRAIN);
    WatermarkStrategy<RawRecord> watermarks =
        ImageSources.watermarks(settings, InputOptions.format(settings));
    Source<RawRecord, ?, ?> embed =
        roles.contains(Role.EMBED)
            ? unbroken(
                ImageSources.kafka(settings, names(settings, Role.EMBED)),
                settings,
                Role.EMBED,
                List.of())
            : null;
    ProbeImages probe = roles.contains(Role.EVALUATE) ? SetProbe.of(settings) : null;
    ProbeImages recent = roles.contains(Role.EVALUATE) ? RecentImages.of(settings) : null;
    if (!roles.contains(Role.TRAIN)) {
      return new JobSources(null, embed, probe, recent, watermarks, null, List.of());
    }
    Source<RawRecord, ?, ?> control =
        ControlSources.kafka(
                settings,
                new ClientNames(settings.get(JobOptions.NAME), "control"),
                new SystemClock().millis())
            .orElse(null);
    if (settings.get(SequenceOptions.ORDER) != SequenceOrder.ROTATION) {
      return new JobSources(
          unbroken(ImageSources.kafka(settings, trainNames), settings, Role.TRAIN, List.of()),
          embed,
          probe,
          recent,
          watermarks,
          control,
          List.of());
    }
    List<ImagePartition> partitions = ImageSources.partitions(settings, trainNames);
    return new JobSources(
        unbroken(
            ImageSources.pinned(settings, trainNames, partitions),
            settings,
            Role.TRAIN,
            partitions),
        embed,
        probe,
        recent,
        watermarks,
        control,
        partitions.stream().map(KafkaEnds::span).toList());
  }

  /**
   * {@code source} with what Kafka's own leaves out: records that are gone, brokers that are away,
   * its end after a restore, deleted topics.
   */
  private static Source<RawRecord, ?, ?> unbroken(
      Source<RawRecord, KafkaPartitionSplit, KafkaSourceEnumState> source,
      Configuration settings,
      Role role,
      List<ImagePartition> pinned) {
    return WatchedSource.of(
        EndingSource.of(new PatientSource<>(new InRangeSource<>(source))),
        settings,
        names(settings, role),
        pinned);
  }

  /** The sinks of all roles. */
  public static JobSinks sinks(Configuration settings) {
    ClientNames train = names(settings, Role.TRAIN);
    ClientNames embed = names(settings, Role.EMBED);
    return new JobSinks(
        KafkaSinks.deadLetters(settings, train),
        KafkaSinks.deadLetters(settings, embed),
        KafkaSinks.snapshots(settings, train),
        KafkaSinks.embeddings(
            settings,
            embed,
            EmbeddingsOptions.wire(settings, () -> HttpSchemaRegistry.of(settings))),
        KafkaSinks.evaluations(settings, names(settings, Role.EVALUATE)),
        settings.getOptional(JobOptions.METRICS_CSV).map(ProgressCsv::new).orElse(null));
  }

  private static ClientNames names(Configuration settings, Role role) {
    return new ClientNames(settings.get(JobOptions.NAME), role.toString());
  }

  private static PartitionSpan span(ImagePartition partition) {
    return new PartitionSpan(
        partition.topic(), partition.partition(), partition.start(), end(partition));
  }

  private static long end(ImagePartition partition) {
    if (!partition.isBounded()) {
      return PartitionSpan.UNBOUNDED;
    }
    // The sequencer waits for the last record itself, not for markers of transactions behind it.
    // A restored job may stand before the start, with records up to there.
    return partition.isEmpty()
        ? Math.min(partition.start(), partition.stop())
        : partition.last() + 1;
  }
}

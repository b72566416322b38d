-- The table embeddings in place of the one in hsicflow.sql where embeddings.format = avro-registry. Its format is Flink's
-- own, in flink-sql-avro-confluent-registry; it knows times without a zone only: capturedAt is in UTC.
CREATE TABLE `embeddings` (
  `id` STRING,
  `source` STRING,
  `capturedAt` TIMESTAMP(3),
  `vector` ARRAY<FLOAT>,
  `snapshotStep` BIGINT,
  `snapshotDigest` STRING,
  `topic` STRING,
  `partition` INT,
  `offset` BIGINT,
  `kafka_key` STRING,
  `kafka_topic` STRING METADATA FROM 'topic' VIRTUAL,
  `kafka_partition` INT METADATA FROM 'partition' VIRTUAL,
  `kafka_offset` BIGINT METADATA FROM 'offset' VIRTUAL,
  `kafka_timestamp` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL
) WITH (
  'connector' = 'kafka',
  'topic' = 'embeddings',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.format' = 'raw',
  'key.fields' = 'kafka_key',
  'value.fields-include' = 'EXCEPT_KEY',
  'value.format' = 'avro-confluent',
  'value.avro-confluent.url' = 'http://localhost:8081'
);

-- hsicflow's topics as tables of Flink SQL. Brokers and topics are those of conf/hsicflow.yaml: change them here, or with
-- ALTER TABLE ... SET. The format 'hsicflow' and the connector are in hsicflow-job.jar. docs/sql.md says how to use them.

-- What the tables below have in common. Whatever else your Kafka clients need, 'properties.security.protocol' for example,
-- belongs here too.
CREATE TABLE `kafka` WITH (
  'connector' = 'kafka',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'key.format' = 'raw',
  'key.fields' = 'kafka_key',
  'value.fields-include' = 'EXCEPT_KEY',
  'value.format' = 'hsicflow'
);

-- What the embedder made of each image. Vectors compare only within one snapshotDigest.
-- The Kafka key is the id of the image.
CREATE TABLE `embeddings` (
  `id` STRING,
  `source` STRING,
  `capturedAt` TIMESTAMP_LTZ(3),
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
  'topic' = 'embeddings',
  'value.hsicflow.message' = 'embedding'
) LIKE `kafka`;

-- How good each snapshot was found to be: one row for each name, its figures in metrics.
-- The Kafka key is snapshotDigest/name.
CREATE TABLE `evaluations` (
  `name` STRING,
  `snapshotStep` BIGINT,
  `snapshotDigest` STRING,
  `imagesSeen` BIGINT,
  `evaluatedAt` TIMESTAMP_LTZ(3),
  `images` BIGINT,
  `metrics` MAP<STRING, DOUBLE>,
  `kafka_key` STRING,
  `kafka_topic` STRING METADATA FROM 'topic' VIRTUAL,
  `kafka_partition` INT METADATA FROM 'partition' VIRTUAL,
  `kafka_offset` BIGINT METADATA FROM 'offset' VIRTUAL,
  `kafka_timestamp` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL
) WITH (
  'topic' = 'evaluations',
  'value.hsicflow.message' = 'evaluation'
) LIKE `kafka`;

-- What a gate did not let in. `key` and `value` are the original bytes, where they were kept.
-- The Kafka key is topic-partition-offset of the original.
CREATE TABLE `dead_letters` (
  `topic` STRING,
  `partition` INT,
  `offset` BIGINT,
  `timestamp` TIMESTAMP_LTZ(3),
  `reasonCode` STRING,
  `message` STRING,
  `key` BYTES,
  `value` BYTES,
  `keySize` INT,
  `valueSize` INT,
  `valueSha256` STRING,
  `redrivenFrom` STRING,
  `kafka_key` STRING,
  `kafka_topic` STRING METADATA FROM 'topic' VIRTUAL,
  `kafka_partition` INT METADATA FROM 'partition' VIRTUAL,
  `kafka_offset` BIGINT METADATA FROM 'offset' VIRTUAL,
  `kafka_timestamp` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL
) WITH (
  'topic' = 'dead-letters',
  'value.hsicflow.message' = 'dead-letter'
) LIKE `kafka`;

-- The snapshots that were published.
-- The Kafka key is the digest.
CREATE TABLE `snapshots` (
  `location` STRING,
  `step` BIGINT,
  `imagesSeen` BIGINT,
  `digest` STRING,
  `attempt` INT,
  `publishedAt` TIMESTAMP_LTZ(3),
  `metrics` MAP<STRING, DOUBLE>,
  `kafka_key` STRING,
  `kafka_topic` STRING METADATA FROM 'topic' VIRTUAL,
  `kafka_partition` INT METADATA FROM 'partition' VIRTUAL,
  `kafka_offset` BIGINT METADATA FROM 'offset' VIRTUAL,
  `kafka_timestamp` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL
) WITH (
  'topic' = 'snapshots',
  'value.hsicflow.message' = 'snapshot'
) LIKE `kafka`;

-- It has no topic to read, and the tables above have copies of its options.
DROP TABLE `kafka`;

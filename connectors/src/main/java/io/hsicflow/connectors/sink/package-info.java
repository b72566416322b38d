/**
 * The Kafka sinks: embeddings, dead letters, snapshots, evaluations. Each has its topic and
 * delivery guarantee as options and writes Avro single objects; transactions are checked against
 * checkpoints and brokers before a job starts.
 */
package io.hsicflow.connectors.sink;

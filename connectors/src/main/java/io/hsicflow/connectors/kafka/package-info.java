/**
 * How every Kafka client of ours is set up: the brokers, the user's own client properties, names
 * that follow the job's.
 */
package io.hsicflow.connectors.kafka;

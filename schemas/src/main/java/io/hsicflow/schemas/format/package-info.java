/**
 * How an image comes in: the fields of a Kafka record, read from our Avro message or from a topic
 * whose values are image files. Every length is bounded; what cannot be read becomes a reason and a
 * sentence, never an exception.
 */
package io.hsicflow.schemas.format;

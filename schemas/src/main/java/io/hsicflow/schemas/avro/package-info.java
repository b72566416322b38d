/**
 * The classes that the build generates from {@code src/main/avro}: what goes over Kafka. Read and
 * written through {@link io.hsicflow.schemas.message.MessageCodec}, which sets the limits that Avro
 * leaves open.
 */
package io.hsicflow.schemas.avro;

/**
 * The Kafka source of images: options, offsets to start and stop at, watermarks from captured-at,
 * and the fixed partitions of a run in rotation order. Records come out as they are; the gate looks
 * at them.
 */
package io.hsicflow.connectors.source;

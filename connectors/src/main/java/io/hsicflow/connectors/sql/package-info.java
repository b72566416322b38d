/**
 * Our topics in Flink SQL: a format that reads the messages, found by Flink under the name {@code
 * hsicflow}. The tables themselves are in {@code src/main/sql}. Flink's table classes come with
 * Flink and are needed by this package alone.
 */
package io.hsicflow.connectors.sql;

/**
 * Our topics as tables of Flink SQL: the tables that are shipped, against the messages' schemas.
 */
package io.hsicflow.tests.sql;

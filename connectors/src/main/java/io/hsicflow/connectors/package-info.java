/**
 * The job's doors to Kafka and to files: one package a role. Source and sink build what the job
 * graph takes, admin looks after topics, dataset reads images from files, produce sends them, tail
 * prints records.
 */
package io.hsicflow.connectors;

/**
 * Flink as users set it up, with every part a process of its own on this machine: JobManager,
 * TaskManagers, and ZooKeeper for high availability. What is started here ends with the process
 * that started it.
 */
package io.hsicflow.pipeline.standalone;

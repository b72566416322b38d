/**
 * The Python of the README, run as it stands there: against real torchvision, real Kafka clients
 * and our snapshots and topics.
 */
package io.hsicflow.tests.python;

/**
 * The Python of the README, run as it stands there: against real torchvision, real Kafka clients
 * and our snapshots and topics; and TensorBoard over our event files.
 */
package io.hsicflow.tests.python;

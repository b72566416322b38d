/**
 * What can be done with dead letters once they are there: list them, look at one, and publish their
 * originals again, each once.
 */
package io.hsicflow.connectors.deadletter;

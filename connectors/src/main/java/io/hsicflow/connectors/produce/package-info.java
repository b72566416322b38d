/**
 * Sends images to a topic: one by one, or a whole data set at a rate, with progress, until it ends
 * or is stopped.
 */
package io.hsicflow.connectors.produce;

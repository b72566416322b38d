/**
 * Who sends: images by the source that a record names, counted beside the training sequence. Names
 * come from whoever writes to a topic, so that their number is bounded and none of their text
 * reaches a metric's name as it is.
 */
package io.hsicflow.operators.sources;

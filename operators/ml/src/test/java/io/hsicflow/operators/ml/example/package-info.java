/** A pipeline of Flink ML from a table of pictures to their classes, as a user would write it. */
package io.hsicflow.operators.ml.example;

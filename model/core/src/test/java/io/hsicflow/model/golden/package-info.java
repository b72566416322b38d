/** Stored numbers that every backend must meet, and the finding of their files. */
package io.hsicflow.model.golden;

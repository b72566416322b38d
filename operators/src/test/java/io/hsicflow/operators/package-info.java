/** What tests of several operators share. */
package io.hsicflow.operators;

/** Tests of the whole: what no single module can promise. */
package io.hsicflow.tests;

/**
 * A schema registry that speaks Confluent's REST API, over HTTP: how it is asked, how long it is
 * waited for, and what is kept of its answers.
 */
package io.hsicflow.pipeline.registry;

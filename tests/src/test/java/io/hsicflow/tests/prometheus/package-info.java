/**
 * What a Prometheus would see: samples of a scrape, and which of them a query asks for. No engine:
 * of PromQL only the names and labels are read.
 */
package io.hsicflow.tests.prometheus;

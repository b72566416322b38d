/**
 * What a build leaves for clusters: the job jar and the distribution, and a standalone Flink made
 * of Maven's jars to try them on.
 */
package io.hsicflow.tests.dist;

/**
 * Settings: all options of all modules in one catalogue, loading from YAML and {@code -Dkey=value},
 * the checks that name what is wrong, and masking of secrets in whatever is printed.
 */
package io.hsicflow.pipeline.config;

/** A schema registry's REST API, asked over HTTP, and what becomes of its errors. */
package io.hsicflow.tests.registry;

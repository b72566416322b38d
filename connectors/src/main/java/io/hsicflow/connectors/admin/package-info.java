/**
 * Our topics at the brokers: what they should be like, making them, and saying how those that are
 * there differ.
 */
package io.hsicflow.connectors.admin;

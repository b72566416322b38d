/**
 * Our messages as bytes: Avro single objects (two marker bytes, the schema's fingerprint, the
 * data). Data from outside is checked against its schema and its own length before Avro sees it, so
 * that no claimed length is ever allocated. {@link io.hsicflow.schemas.message.PrintableText} makes
 * texts in them fit for a terminal and a log.
 */
package io.hsicflow.schemas.message;

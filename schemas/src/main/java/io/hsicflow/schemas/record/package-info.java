/**
 * The plain records that pass between operators. Flink's POJO serializer takes every one of them:
 * components are primitives, text, arrays of primitives, maps of text or other records of this
 * package, never an open type. Arrays are handed over, not copied: who receives a record does not
 * write into its arrays.
 */
package io.hsicflow.schemas.record;

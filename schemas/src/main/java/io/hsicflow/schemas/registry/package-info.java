/**
 * What records need of a registry of schemas that stands elsewhere. How it is reached is not known
 * here.
 */
package io.hsicflow.schemas.registry;

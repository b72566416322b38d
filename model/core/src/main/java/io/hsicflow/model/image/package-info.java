/**
 * From an image file that nobody vouches for to a picture in memory, under hard limits. What a file
 * is, how large and how costly it is read from its own markers before any decoder sees it; the
 * JDK's decoders then do the work, without its caches, its colour management and its metadata.
 */
package io.hsicflow.model.image;

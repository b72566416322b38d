/**
 * What a sequencer in arrival order decides by clock and load, where images come slower or faster
 * than they are trained on: more places for held images, steps that are topped up, fresh images
 * that are left out. Everything is counted, and nothing of it exists in rotation order
 * (docs/architecture.md, Order). {@link io.hsicflow.operators.rates.Rates} decides; it reads no
 * clock and no load but those that it is given.
 */
package io.hsicflow.operators.rates;

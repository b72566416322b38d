package io.hsicflow.operators.replay;

/** First in, first out: all ranks are alike, so that the oldest goes first. */
final class AgeRanking implements Ranking {}

package dev.bellows.run;

/**
 * How an attempt ended that another one was to follow.
 *
 * @param number the attempt, from 1
 * @param failure why it failed
 * @param timings how long its phases took
 */
public record AttemptResult(int number, Failure failure, Timings timings) {}

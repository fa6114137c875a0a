package dev.bellows.run;

/**
 * A run at one moment.
 *
 * @param status where the run stands
 * @param attempt the attempt under way or the last one, from 1
 * @param phase how far that attempt has come
 * @param executorsRunning how many executor pods run now
 */
public record RunState(RunStatus status, int attempt, AttemptPhase phase, int executorsRunning) {}
